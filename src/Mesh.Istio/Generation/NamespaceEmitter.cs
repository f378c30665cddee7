using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>Emits the namespace that holds what belongs to no single namespace.</summary>
internal static class NamespaceEmitter
{
    public static GeneratedObject Emit(Organization organization, string name, ObjectLabels labels) =>
        new(new Namespace { Metadata = labels.ForOrganization(organization, name) }, new OrganizationOrigin(organization));

    private sealed class OrganizationOrigin(Organization organization) : Origin
    {
        protected override ValueList<string> ModelPaths => [ModelPath.Organization(organization.Name)];
    }
}
