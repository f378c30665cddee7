using System.Collections.Concurrent;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane;

/// <summary>
/// What one istiod computes from its configuration: for each proxy the clusters that it gets, with endpoints, priorities and weights.
/// Restates Istio 1.30.3 and 1.31.0-rc.0 with the feature flags' defaults.
/// </summary>
/// <remarks>
/// Everything is indexed once; endpoints are grouped once per host and network, and a proxy costs only its priorities. Thread-safe. Never
/// throws for what resources or inventories hold.
/// </remarks>
public sealed class ControlPlaneView
{
    private readonly ConcurrentDictionary<ScopeKey, SidecarScope> _scopes = new();
    private readonly ConcurrentDictionary<PlanKey, EnvoyClusterTemplate[]> _plans = new();
    private readonly ConcurrentDictionary<Routing.RouteTableKey, Routing.RouteTable> _tables = new();
    private readonly ConcurrentDictionary<ClientProxy, ProxyConfig> _proxies = new();
    private readonly EnvoyClusterTemplates _planner;
    private readonly Dictionary<string, string> _istioIds;

    /// <summary>Indexes a snapshot.</summary>
    /// <param name="mesh">What the istiod knows.</param>
    public ControlPlaneView(PushContext mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        Index = new MeshIndex(mesh);
        _istioIds = mesh.Clusters
            .Where(cluster => cluster.Inventory.IstioClusterId is not null)
            .GroupBy(cluster => cluster.Inventory.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Inventory.IstioClusterId!, StringComparer.Ordinal);
        _planner = new EnvoyClusterTemplates(Index);
    }

    internal MeshIndex Index { get; }

    /// <summary>What a proxy gets.</summary>
    /// <param name="proxy">The proxy.</param>
    /// <returns>Its view; clusters are computed when they are asked for.</returns>
    public ProxyConfig For(ClientProxy proxy)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        return new ProxyConfig(this, proxy);
    }

    /// <summary>The same, remembered: for proxies that are asked about again and again.</summary>
    internal ProxyConfig Known(ClientProxy proxy) => _proxies.GetOrAdd(proxy, static (proxy, view) => new ProxyConfig(view, proxy), this);

    /// <summary>The name by which Istio knows a cluster: its own, where nothing else is known.</summary>
    internal string IstioIdOf(string cluster) => _istioIds.GetValueOrDefault(cluster, cluster);

    internal SidecarScope ScopeOf(ClientProxy proxy, ValueMap<string> labels)
    {
        Sidecar? sidecar = proxy.Type == ProxyType.Sidecar ? Index.Sidecars.Find(proxy.Namespace, labels) : null;
        return _scopes.GetOrAdd(
            new ScopeKey(proxy.Type, proxy.Namespace, sidecar),
            static (key, index) => new SidecarScope(index, key.Type, key.Namespace, key.Sidecar),
            Index);
    }

    internal Routing.RouteTable TableOf(Routing.RouteTableKey key, Func<Routing.RouteTable> build) => _tables.GetOrAdd(key, _ => build());

    internal EnvoyClusterTemplate[] TemplatesOf(MeshService service, ConsolidatedRule? rule, ProxyType type, bool sniDnat) =>
        _plans.GetOrAdd(
            new PlanKey(service, rule, type, sniDnat),
            static (key, planner) => planner.Plan(key.Service, key.Rule, key.Type, key.SniDnat),
            _planner);

    private readonly record struct ScopeKey(ProxyType Type, string Namespace, Sidecar? Sidecar);

    // Services are records; the key is the very object, as every scope that narrows a service makes its own.
    private readonly record struct PlanKey(MeshService Service, ConsolidatedRule? Rule, ProxyType Type, bool SniDnat)
    {
        public bool Equals(PlanKey other) =>
            ReferenceEquals(Service, other.Service) && ReferenceEquals(Rule, other.Rule) && Type == other.Type && SniDnat == other.SniDnat;

        public override int GetHashCode() => HashCode.Combine(
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Service),
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Rule),
            Type,
            SniDnat);
    }
}
