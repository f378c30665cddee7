using Mesh.Inventories;
using Mesh.Istio.Generation.Edge;

namespace Mesh.Istio.Generation;

/// <summary>One cluster as generation sees it: what the model declares, else what was observed, else Istio's default.</summary>
internal sealed class ClusterFacts
{
    private readonly HashSet<(string Namespace, string Name)> _accounts;
    private readonly Dictionary<(string Namespace, string Name), ServiceInfo> _services;
    private readonly HashSet<string> _namespaces;
    private readonly ILookup<string, WorkloadInfo> _pods;
    private readonly Lazy<Dictionary<string, LabelIndex<WorkloadInfo>>> _byLabel;

    public ClusterFacts(Cluster cluster, ClusterInventory? inventory)
    {
        Cluster = cluster;
        Inventory = inventory;
        Locality = cluster.Locality ?? ObservedLocality(inventory);
        TrustDomain = cluster.TrustDomain ?? inventory?.TrustDomain ?? "cluster.local";
        IstioClusterId = cluster.IstioClusterId ?? inventory?.IstioClusterId;
        Network = cluster.Network ?? inventory?.Network;
        IstioVersion = cluster.IstioVersion ?? inventory?.IstioVersion ?? IstioVersion.V1_31;
        Gateways = inventory is null ? null : new GatewayLookup(inventory);
        _namespaces = (inventory?.Namespaces ?? []).Select(ns => ns.Name).ToHashSet(StringComparer.Ordinal);
        _pods = (inventory?.Workloads ?? []).ToLookup(pod => pod.Namespace, StringComparer.Ordinal);
        _byLabel = new Lazy<Dictionary<string, LabelIndex<WorkloadInfo>>>(() => _pods.ToDictionary(
            group => group.Key, group => new LabelIndex<WorkloadInfo>(group, pod => pod.Labels), StringComparer.Ordinal));
        _services = [];
        foreach (ServiceInfo service in inventory?.Services ?? [])
        {
            _services[(service.Namespace, service.Name)] = service;
        }

        _accounts = (inventory?.ServiceAccounts ?? []).Select(account => (account.Namespace, account.Name)).ToHashSet();
    }

    public Cluster Cluster { get; }

    public string Name => Cluster.Name;

    /// <summary>Which networks reach which; null means all.</summary>
    public NetworkReach? Reach { get; init; }

    /// <summary>Whether clients here reach gateways in another cluster directly.</summary>
    public bool Reaches(ClusterFacts other) => Reach?.Allows(this, other) != false;

    public ClusterState State => Cluster.State ?? ClusterState.Active;

    public ClusterInventory? Inventory { get; }

    /// <summary>
    /// Whether the cluster was read completely; if not, nothing that is absent there is a finding: the one cause has a finding of its own.
    /// </summary>
    public bool IsObserved { get; init; }

    /// <summary>Where the cluster is as a whole: at least its region, as far as known.</summary>
    public Locality Locality { get; }

    public string TrustDomain { get; }

    public string? Network { get; }

    /// <summary>The name by which Istio knows the cluster; null when nothing tells. It is never guessed.</summary>
    public string? IstioClusterId { get; }

    /// <summary>
    /// Whether the istiod that configures the proxies here reads other clusters too, as far as known: what it adds to a service comes
    /// behind
    /// all that Mesh ranks.
    /// </summary>
    public bool ReadsOthers => (Inventory?.RemoteSecrets is { } secrets && secrets.Any(name => name != IstioClusterId))
        || (Inventory?.ControlPlane is { } plane && plane != Name && plane != IstioClusterId);

    public IstioVersion IstioVersion { get; }

    public GatewayLookup? Gateways { get; }

    /// <summary>Whether these are the facts of a cluster; what was observed must be the very same.</summary>
    public bool Holds(Cluster cluster, ClusterInventory? inventory, bool isObserved, NetworkReach reach) =>
        Cluster == cluster && ReferenceEquals(Inventory, inventory) && IsObserved == isObserved && ReferenceEquals(Reach, reach);

    /// <summary>Whether the namespace exists; an inventory that lists no namespaces does not say, so it counts as existing.</summary>
    public bool HasNamespace(string name) => _namespaces.Count == 0 || _namespaces.Contains(name);

    /// <summary>The service, or null when it does not exist.</summary>
    public ServiceInfo? FindService(string namespaceName, string name) => _services.GetValueOrDefault((namespaceName, name));

    /// <summary>The pods that a service selects.</summary>
    public IEnumerable<WorkloadInfo> PodsOf(ServiceInfo service) => service.Selector.IsEmpty
        ? []
        : _byLabel.Value.TryGetValue(service.Namespace, out LabelIndex<WorkloadInfo>? pods) ? pods.Find(service.Selector) : [];

    /// <summary>The pods of a namespace.</summary>
    public IEnumerable<WorkloadInfo> PodsIn(string namespaceName) => _pods[namespaceName];

    /// <summary>Whether services were observed at all; without any the absence of one means nothing.</summary>
    public bool KnowsServices => _services.Count > 0;

    /// <summary>Whether the account exists; an inventory that lists none does not say.</summary>
    public bool HasServiceAccount(string namespaceName, string name) => _accounts.Count == 0 || _accounts.Contains((namespaceName, name));

    /// <summary>The place that the inventory states for the cluster; where its nodes agree with that, as closely as they do.</summary>
    private static Locality ObservedLocality(ClusterInventory? inventory)
    {
        Locality stated = inventory?.Locality.Value ?? Locality.Empty;
        Locality nodes = ClusterLocality.ClosestOf(inventory?.Nodes ?? []);
        return stated.Region.Length == 0 || (stated.Zone.Length == 0 && stated.Region == nodes.Region) ? nodes : stated;
    }
}
