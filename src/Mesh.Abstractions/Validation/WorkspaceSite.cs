namespace Mesh.Validation;

/// <summary>A workspace, where it is, and in which clusters it owns which namespace.</summary>
internal sealed class WorkspaceSite(ModelIndex model, TenantSite tenant, Workspace workspace)
{
    private readonly Dictionary<string, HashSet<int>> _owned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<int>> _used = new(StringComparer.Ordinal);

    public TenantSite Tenant { get; } = tenant;

    public Workspace Workspace { get; } = workspace;

    public string Path { get; } = $"{tenant.Path}/workspaces/{workspace.Name}";

    /// <summary>The numbers of the declared clusters in which the workspace owns a namespace.</summary>
    public HashSet<int> ClustersOf(string namespaceName) => Clusters(_owned, namespaceName, Workspace.Namespaces);

    /// <summary>The numbers of the declared clusters in which the workspace owns a namespace or shares it with others.</summary>
    public HashSet<int> ClustersUsing(string namespaceName) =>
        Clusters(_used, namespaceName, Workspace.Namespaces.Concat(Workspace.SharedNamespaces));

    /// <summary>Whether any selector, whatever its clusters, says that the workspace owns a namespace.</summary>
    public bool Owns(string namespaceName) => Names(Workspace.Namespaces, namespaceName);

    /// <summary>Whether any selector, whatever its clusters, says that the workspace owns a namespace or shares it.</summary>
    public bool Uses(string namespaceName) => Owns(namespaceName) || Names(Workspace.SharedNamespaces, namespaceName);

    private static bool Names(ValueList<NamespaceSelector> selectors, string namespaceName)
    {
        foreach (NamespaceSelector selector in selectors)
        {
            if (SelectorPattern.Matches(selector.Namespace, namespaceName))
            {
                return true;
            }
        }

        return false;
    }

    private HashSet<int> Clusters(Dictionary<string, HashSet<int>> known, string namespaceName, IEnumerable<NamespaceSelector> selectors)
    {
        if (!known.TryGetValue(namespaceName, out HashSet<int>? clusters))
        {
            clusters = [.. selectors
                .Where(selector => SelectorPattern.Matches(selector.Namespace, namespaceName))
                .SelectMany(selector => model.ClustersOf(selector.Cluster))];
            known.Add(namespaceName, clusters);
        }

        return clusters;
    }
}
