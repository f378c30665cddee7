using System.Collections.Concurrent;
using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane;

/// <summary>What istiod sends to one proxy. Thread-safe.</summary>
public sealed class ProxyConfig
{
    private readonly ControlPlaneView _mesh;
    private readonly LbClient _balanced;
    private readonly Lazy<GatewayServers> _gateway;
    private readonly ConcurrentDictionary<(string Identity, string? Address), AccessControl> _access = new();

    internal ProxyConfig(ControlPlaneView mesh, ClientProxy proxy)
    {
        _mesh = mesh;
        Proxy = proxy;
        _balanced = new LbClient(
            proxy.Locality,
            TopologyLabels.Augment(proxy.Labels, proxy.Locality, mesh.IstioIdOf(proxy.Cluster), proxy.Node, proxy.Network));
        _gateway = new Lazy<GatewayServers>(() => new GatewayServers(Index, Proxy, Labels));
    }

    /// <summary>The proxy.</summary>
    public ClientProxy Proxy { get; }

    /// <summary>The hosts that the proxy knows, in istiod's order.</summary>
    public IEnumerable<string> Hosts => Scope.Services.Select(service => service.Host);

    /// <summary>
    /// All clusters, computed while they are enumerated: for each port of each service, and for each subset of its DestinationRule; at a
    /// gateway with AUTO_PASSTHROUGH the same again for that. Last those without host, for what the proxy refuses or passes through.
    /// </summary>
    public IEnumerable<EnvoyCluster> Clusters => OfHosts.Concat(OwnClusters.Of(Proxy.Type, Index.Settings.ConnectTimeout));

    internal IEnumerable<EnvoyCluster> OfHosts => Scope.Services.SelectMany(ClustersOf);

    // Whoever only asks what the proxy takes does not need it.
    internal SidecarScope Scope => field ??= _mesh.ScopeOf(Proxy, _balanced.Labels);

    internal GatewayServers Gateway => _gateway.Value;

    internal MeshIndex Index => _mesh.Index;

    internal ValueMap<string> Labels => _balanced.Labels;

    /// <summary>The clusters of one host.</summary>
    /// <param name="host">The full host name.</param>
    /// <returns>Its clusters; none when the proxy does not know the host.</returns>
    public IEnumerable<EnvoyCluster> ClustersOf(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Scope.FindService(host) is { } service ? ClustersOf(service) : [];
    }

    /// <summary>One cluster.</summary>
    /// <param name="host">The full host name.</param>
    /// <param name="port">The service's port.</param>
    /// <param name="subset">The subset; empty for none.</param>
    /// <returns>The cluster, or <see langword="null"/> when the proxy has none of that name.</returns>
    public EnvoyCluster? Cluster(string host, int port, string subset = "")
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(subset);
        if (Scope.FindService(host) is not { } service)
        {
            return null;
        }

        foreach (EnvoyClusterTemplate plan in _mesh.TemplatesOf(service, RuleFor(service), Proxy.Type, sniDnat: false))
        {
            if (plan.Cluster.Port == port && plan.Cluster.Subset == subset)
            {
                return plan.For(Proxy, _balanced);
            }
        }

        return null;
    }

    /// <summary>A cluster by Envoy's name, in either form; <see langword="null"/> when the proxy has none of that name.</summary>
    internal EnvoyCluster? ClusterNamed(string name) => ClusterName.TryParse(name, out ClusterName parts)
        ? Cluster(parts.Host, parts.Port, parts.Subset)
        : ClusterName.IsForUnknownHosts(name)
            ? OwnClusters.Of(Proxy.Type, Index.Settings.ConnectTimeout).FirstOrDefault(candidate => candidate.Name == name)
        : (ClusterName.HostOfSni(name) is { } host ? ClustersOf(host).FirstOrDefault(candidate => candidate.Name == name) : null)
            ?? OfHosts.FirstOrDefault(candidate => candidate.Name == name);

    /// <summary>
    /// Where the proxy sends a request that arrives at it: at a gateway from outside, at a sidecar from its own workload.
    /// </summary>
    /// <param name="call">The request.</param>
    /// <returns>Every decision on the way. All conditions of routes are looked at but those on claims of tokens, which nobody
    /// has.</returns>
    public CallResult Route(ProxyCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Proxy.Type == ProxyType.Router ? new GatewayRouter(this).Route(call) : new SidecarRouter(this).Route(call);
    }

    internal RouteTable TableOf(RouteTableKey key, Func<RouteTable> build) => _mesh.TableOf(key, build);

    /// <summary>What the proxy takes, with an identity and an address.</summary>
    internal AccessControl Access(string identity, string? address) => _access.GetOrAdd(
        (identity, address), static (key, view) => new AccessControl(view, key.Identity, key.Address), this);

    internal ConsolidatedRule? RuleFor(MeshService service) => Scope.RuleFor(service.Host, _balanced.Labels);

    /// <summary>Whether a proxy of a namespace that is like this one but for some hosts has a rule for a service.</summary>
    internal bool HasRuleFor(MeshService service, string home) => home == Proxy.Namespace || !Index.Namespaces.HasOwn(home, service.Host)
        ? RuleFor(service) is not null
        : SidecarScope.Choose(Index.DestinationRules.Find(home, service), home, _balanced.Labels) is not null;

    private IEnumerable<EnvoyCluster> ClustersOf(MeshService service)
    {
        ConsolidatedRule? rule = RuleFor(service);
        bool passesThrough = Proxy.Type == ProxyType.Router && Gateway.HasAutoPassthrough;
        for (int i = 0; i < (passesThrough ? 2 : 1); i++)
        {
            foreach (EnvoyClusterTemplate plan in _mesh.TemplatesOf(service, rule, Proxy.Type, sniDnat: i == 1))
            {
                if (plan.For(Proxy, _balanced) is { } cluster)
                {
                    yield return cluster;
                }
            }
        }
    }
}
