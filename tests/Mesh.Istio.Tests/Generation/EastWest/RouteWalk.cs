using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation.EastWest;

/// <summary>
/// Follows calls from proxy to proxy, cluster to cluster, as istiod's answer says: every route of every gateway, every endpoint of every
/// priority.
/// </summary>
internal sealed class RouteWalk
{
    private readonly MeshResources _resources;
    private readonly Inventory _inventory;
    private readonly Dictionary<string, ControlPlaneView> _views;
    private readonly Dictionary<string, (string Cluster, ServiceInfo Service)> _outside = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, EnvoyCluster>> _clusters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _path = [];
    private readonly HashSet<string> _done = [];

    public RouteWalk(MeshResources resources, Inventory inventory)
    {
        _resources = resources;
        _inventory = inventory;
        _views = resources.Clusters.ToDictionary(
            cluster => cluster.Cluster, cluster => new ControlPlaneView(PushContext.Of(cluster.Cluster, resources, inventory)));
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            foreach (ServiceInfo service in cluster.Services)
            {
                foreach (string address in service.ExternalAddresses)
                {
                    _outside.TryAdd(address, (cluster.Name, service));
                }
            }
        }
    }

    /// <summary>How many hops between proxies were taken.</summary>
    public int Hops { get; private set; }

    /// <summary>The calls that come back to where they were.</summary>
    public List<string> Loops { get; } = [];

    public RouteWalk All()
    {
        foreach ((string cluster, ControlPlaneView view) in _views)
        {
            foreach (Api.Gateway gateway in _resources[cluster].OfType<Api.Gateway>())
            {
                foreach (ProxyCall call in gateway.Servers.SelectMany(server => Calls(server, cluster)))
                {
                    Follow(cluster, gateway.Metadata.Namespace!, gateway.Selector, call);
                }
            }

            ProxyConfig sidecar = view.For(new ClientProxy { Namespace = "callers", Cluster = cluster, Labels = [new("app", "caller")] });
            foreach (EnvoyCluster target in sidecar.Clusters)
            {
                Endpoints(cluster, target, new ProxyCall { Port = target.Port, Host = target.Host });
            }
        }

        return this;
    }

    private IEnumerable<ProxyCall> Calls(Server server, string cluster)
    {
        int port = (int)server.Port.Number;
        bool tls = server.Tls is not null;
        IEnumerable<string> hosts = server.Hosts.Select(host => host[(host.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        return server.Tls?.Mode == Api.ServerTlsMode.AutoPassthrough
            ? from host in hosts
              from target in _views[cluster].For(new ClientProxy { Namespace = "callers", Cluster = cluster }).ClustersOf(host)
              where target.Subset.Length > 0
              select new ProxyCall
              {
                  Port = port,
                  Tls = CallTls.Mutual,
                  Sni = string.Create(CultureInfo.InvariantCulture, $"outbound_.{target.Port}_.{target.Subset}_.{host}"),
              }
            : hosts.Select(host => new ProxyCall
            {
                Port = port,
                Host = host,
                Sni = tls ? host : "",
                Tls = server.Tls?.Mode == Api.ServerTlsMode.IstioMutual ? CallTls.Mutual : tls ? CallTls.Simple : CallTls.None,
            });
    }

    private void Follow(string cluster, string namespaceName, ValueMap<string> labels, ProxyCall call)
    {
        string step = string.Create(CultureInfo.InvariantCulture, $"{cluster} {namespaceName} {labels} {call.Port} {call.Sni} {call.Host}");
        if (_path.Contains(step))
        {
            Loops.Add(step);
            return;
        }

        if (!_done.Add(step))
        {
            return;
        }

        _path.Add(step);
        string proxy = $"{cluster} {namespaceName} {labels}";
        ProxyConfig view = _views[cluster]
            .For(new ClientProxy { Type = ProxyType.Router, Namespace = namespaceName, Cluster = cluster, Labels = labels });
        if (!_clusters.TryGetValue(proxy, out Dictionary<string, EnvoyCluster>? known))
        {
            _clusters.Add(proxy, known = view.Clusters.ToDictionary(target => target.Name));
        }

        foreach (WeightedTarget target in view.Route(call).Targets)
        {
            if (known.TryGetValue(target.Cluster, out EnvoyCluster? found))
            {
                Endpoints(cluster, found, call);
            }
        }

        _path.Remove(step);
    }

    private void Endpoints(string cluster, EnvoyCluster target, ProxyCall call)
    {
        // What passes through unopened keeps the SNI that it came with.
        string sni = target.Tls?.Sni ?? call.Sni;
        foreach (LoadBalancing.LocalityEndpoint endpoint in target.Groups?.SelectMany(group => group.Endpoints)
            .DistinctBy(endpoint => endpoint.Address)
            ?? [])
        {
            if (GatewayAt(cluster, endpoint.Address) is not ({ } next, { } service))
            {
                continue;
            }

            Hops++;
            if (_views.ContainsKey(next))
            {
                CallTls tls = sni.Length == 0
                    ? CallTls.None
                    : target.Tls is null && call.Tls != CallTls.Mutual
                    ? CallTls.Simple
                    : CallTls.Mutual;
                Follow(next, service.Namespace, service.Selector, call with { Port = endpoint.Port, Sni = sni, Tls = tls });
            }
        }
    }

    private (string? Cluster, ServiceInfo? Service) GatewayAt(string cluster, string address)
    {
        if (_outside.TryGetValue(address, out (string, ServiceInfo) outside))
        {
            return outside;
        }

        ServiceInfo? own = _inventory.Find(cluster)?.Services.FirstOrDefault(service => service.ClusterIps.Contains(address));
        return own is null ? (null, null) : (cluster, own);
    }
}
