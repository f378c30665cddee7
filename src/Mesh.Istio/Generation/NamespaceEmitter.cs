using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>Emits the namespace that holds what belongs to no single namespace.</summary>
internal static class NamespaceEmitter
{
    public static IstioObject Emit(Organization organization, string name, ObjectLabels labels) =>
        new Namespace { Metadata = labels.ForOrganization(organization, name) };
}
