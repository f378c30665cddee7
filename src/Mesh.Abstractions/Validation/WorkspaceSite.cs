namespace Mesh.Validation;

/// <summary>A workspace, where it is, and in which clusters it owns which namespace.</summary>
internal sealed class WorkspaceSite(ModelIndex model, TenantSite tenant, Workspace workspace)
{
    private readonly Dictionary<string, HashSet<int>> _clusters = new(StringComparer.Ordinal);

    public TenantSite Tenant { get; } = tenant;

    public Workspace Workspace { get; } = workspace;

    public string Path { get; } = $"{tenant.Path}/workspaces/{workspace.Name}";

    /// <summary>The numbers of the declared clusters in which the workspace owns a namespace.</summary>
    public HashSet<int> ClustersOf(string namespaceName)
    {
        if (!_clusters.TryGetValue(namespaceName, out HashSet<int>? clusters))
        {
            clusters = [.. Workspace.Namespaces
                .Where(selector => SelectorPattern.Matches(selector.Namespace, namespaceName))
                .SelectMany(selector => model.ClustersOf(selector.Cluster))];
            _clusters.Add(namespaceName, clusters);
        }

        return clusters;
    }

    /// <summary>Whether any selector, whatever its clusters, names a namespace.</summary>
    public bool Names(string namespaceName)
    {
        foreach (NamespaceSelector selector in Workspace.Namespaces)
        {
            if (SelectorPattern.Matches(selector.Namespace, namespaceName))
            {
                return true;
            }
        }

        return false;
    }
}
