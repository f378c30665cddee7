namespace Mesh.Validation;

/// <summary>A workspace, where it is, and in which clusters it may use which namespace.</summary>
internal sealed class WorkspaceEntry(ModelIndex model, TenantEntry tenant, Workspace workspace)
{
    private readonly Dictionary<string, HashSet<int>> _owned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<int>> _usable = new(StringComparer.Ordinal);

    public TenantEntry Tenant { get; } = tenant;

    public Workspace Workspace { get; } = workspace;

    public string Path { get; } = $"{tenant.Path}/workspaces/{workspace.Name}";

    /// <summary>The numbers of the declared clusters in which the workspace owns a namespace.</summary>
    public HashSet<int> Owning(string namespaceName) => ClustersOf(namespaceName, _owned, Workspace.Namespaces);

    /// <summary>The numbers of the declared clusters in which the workspace may place gateways in a namespace: its own or a shared one.</summary>
    public HashSet<int> Using(string namespaceName)
    {
        if (Workspace.SharedNamespaces.IsEmpty)
        {
            return Owning(namespaceName);
        }

        return ClustersOf(namespaceName, _usable, Workspace.Namespaces.AddRange(Workspace.SharedNamespaces));
    }

    /// <summary>Whether any selector of owned namespaces, whatever its clusters, names a namespace.</summary>
    public bool Owns(string namespaceName) => Names(Workspace.Namespaces, namespaceName);

    /// <summary>Whether any selector of owned or shared namespaces, whatever its clusters, names a namespace.</summary>
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

    private HashSet<int> ClustersOf(string namespaceName, Dictionary<string, HashSet<int>> known, ValueList<NamespaceSelector> selectors)
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
