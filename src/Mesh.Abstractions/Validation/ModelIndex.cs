namespace Mesh.Validation;

/// <summary>
/// What the rules ask of a model: its walk, clusters by number, and in which of them a workspace may use which namespace.
/// </summary>
internal sealed class ModelIndex
{
    private readonly ModelWalk _walk;

    // Rules run one after the other; what one has asked for the next need not work out again.
    private readonly Dictionary<(WorkspaceEntry, string), HashSet<int>> _owned = [];
    private readonly Dictionary<(WorkspaceEntry, string), HashSet<int>> _usable = [];

    public ModelIndex(ModelWalk walk)
    {
        _walk = walk;
        ServiceNames = ServiceNames.Of(Organization);
        ClusterNumbers = new Dictionary<string, int>(Organization.Clusters.Count, StringComparer.Ordinal);
        foreach (Cluster cluster in Organization.Clusters)
        {
            ClusterNumbers.TryAdd(cluster.Name, ClusterNumbers.Count);
        }
    }

    public Organization Organization => _walk.Organization;

    /// <summary>The names of services inside clusters, as far as the model tells.</summary>
    public ServiceNames ServiceNames { get; }

    /// <summary>The declared clusters, numbered from 0; of two with the same name the first counts.</summary>
    public Dictionary<string, int> ClusterNumbers { get; }

    public IReadOnlyList<TenantEntry> Tenants => _walk.Tenants;

    public IReadOnlyList<WorkspaceEntry> Workspaces => _walk.Workspaces;

    public IReadOnlyList<GatewayEntry> Gateways => _walk.Gateways;

    public IReadOnlyList<EastWestEntry> EastWestGateways => _walk.EastWestGateways;

    public IReadOnlyList<ServerEntry> Servers => _walk.Servers;

    /// <summary>Every place that sets settings, with what holds there.</summary>
    public IReadOnlyList<SettingsEntry> Settings => _walk.Settings;

    /// <summary>The numbers of the clusters that a pattern names.</summary>
    public IEnumerable<int> ClustersOf(string pattern) =>
        !SelectorPattern.IsPrefix(pattern)
            ? ClusterNumbers.TryGetValue(pattern, out int number) ? [number] : []
            : ClusterNumbers.Where(cluster => SelectorPattern.Matches(pattern, cluster.Key)).Select(cluster => cluster.Value);

    /// <summary>The numbers of the clusters whose namespace the gateway's workspace owns or shares.</summary>
    public HashSet<int> ClustersOf(GatewayEntry gateway) => Using(gateway.Workspace, gateway.Gateway.Namespace);

    /// <summary>The numbers of the declared clusters in which a workspace owns a namespace.</summary>
    public HashSet<int> Owning(WorkspaceEntry workspace, string namespaceName) =>
        ClustersOf(workspace, namespaceName, _owned, workspace.Workspace.Namespaces);

    /// <summary>
    /// The numbers of the declared clusters in which a workspace may place gateways in a namespace: its own or a shared one.
    /// </summary>
    private HashSet<int> Using(WorkspaceEntry workspace, string namespaceName) => workspace.Workspace.SharedNamespaces.IsEmpty
        ? Owning(workspace, namespaceName)
        : ClustersOf(workspace, namespaceName, _usable, workspace.Workspace.Namespaces.AddRange(workspace.Workspace.SharedNamespaces));

    private HashSet<int> ClustersOf(
        WorkspaceEntry workspace, string namespaceName, Dictionary<(WorkspaceEntry, string), HashSet<int>> known,
        ValueList<NamespaceSelector> selectors)
    {
        if (!known.TryGetValue((workspace, namespaceName), out HashSet<int>? clusters))
        {
            clusters = [.. selectors
                .Where(selector => SelectorPattern.Matches(selector.Namespace, namespaceName))
                .SelectMany(selector => ClustersOf(selector.Cluster))];
            known.Add((workspace, namespaceName), clusters);
        }

        return clusters;
    }
}
