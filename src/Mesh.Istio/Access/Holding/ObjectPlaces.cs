using Mesh.Istio.Resources;

namespace Mesh.Istio.Access.Holding;

/// <summary>Whose objects of clusters are: those of the workspace that owns the namespace, or for which they were generated.</summary>
internal sealed class ObjectPlaces(MeshModel model)
{
    private readonly Dictionary<(string, string), string> _owners = [];

    /// <summary>The path of the workspace that owns a namespace of a cluster; empty when none does.</summary>
    public string OwnerOf(string cluster, string namespaceName)
    {
        if (!_owners.TryGetValue((cluster, namespaceName), out string? owner))
        {
            owner = (
                from tenant in model.Organization.Tenants
                from workspace in tenant.Workspaces
                where workspace.Namespaces.Any(selector => selector.Matches(cluster, namespaceName))
                select $"tenants/{ModelPath.Part(tenant.Name)}/workspaces/{ModelPath.Part(workspace.Name)}").FirstOrDefault() ?? "";
            _owners.Add((cluster, namespaceName), owner);
        }

        return owner;
    }

    /// <summary>
    /// The place of an object. In a namespace that nobody owns it is that of the only workspace for which it was generated; labels prove
    /// nothing, because anybody can write them.
    /// </summary>
    public string PlaceOf(ClusterResources? home, string cluster, IstioObject value)
    {
        string owner = OwnerOf(cluster, value.Metadata.Namespace ?? "");
        if (owner.Length > 0 || home?.Origins.OfSame(value) is not { } origin)
        {
            return owner;
        }

        string[] makers = [.. origin.Explain(cluster, value).ModelPaths
            .Select(path => RemovalGuard.OwnerOf(path))
            .Select(maker => maker is null or { Workspace: RemovalGuard.All } ? ""
                : $"tenants/{maker.Value.Tenant}/workspaces/{maker.Value.Workspace}")
            .Distinct(StringComparer.Ordinal)];
        return makers is [var only] ? only : "";
    }
}
