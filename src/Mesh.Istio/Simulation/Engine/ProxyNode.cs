using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>One proxy while it runs: the client's sidecar, or a pod of a gateway.</summary>
internal sealed class ProxyNode(SimulationState world, string name, ClientProxy proxy, SimPod? pod)
{
    private readonly Dictionary<string, ClusterRuntime?> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Port, SimCall Call, CallTls Tls, string Sni), RouteChoice> _routes = [];
    private ProxyConfig? _config;
    private ProxyConfig? _endpoints;

    /// <summary>The name in access logs.</summary>
    public string Name { get; } = name;

    public ClientProxy Proxy { get; } = proxy;

    /// <summary>The pod; <see langword="null"/> for a client that was not observed.</summary>
    public SimPod? Pod { get; } = pod;

    /// <summary>Whether it is the proxy of the client, which is a workload.</summary>
    public bool IsClient { get; init; }

    /// <summary>The identity in its certificate; <see langword="null"/> when nobody knows it.</summary>
    public string? Identity => Pod?.Identity is { Length: > 0 } identity ? identity : null;

    public string Address => Pod?.Address is { Length: > 0 } address ? address : "127.0.0.1";

    // Proxies run long before the first request; what they learned at their start holds nothing back any more.
    private TimeSpan _configured = TimeSpan.FromHours(-1);
    private TimeSpan _pushed = TimeSpan.FromHours(-1);

    /// <summary>Counts the configurations: routes of an older one are stale.</summary>
    public int Version { get; private set; }

    public ProxyConfig Config => _config ??= Plane.Config.For(Proxy);

    private Istiod Plane => world.PlaneOf(Proxy.Cluster);

    private ProxyConfig Endpoints => _endpoints ??= Plane.Endpoints.For(Proxy);

    public RouteChoice Route(int port, SimCall call, CallTls tls, string sni)
    {
        var key = (port, call, tls, sni);
        if (!_routes.TryGetValue(key, out RouteChoice? route))
        {
            CallResult result = Config.Route(
                new ProxyCall { Port = port, Host = call.Authority, Tls = tls, Sni = sni, Request = call.Request });
            _routes.Add(key, route = new RouteChoice(result, this, call));
        }

        return route;
    }

    /// <summary>A cluster by Envoy's name; <see langword="null"/> when the proxy has none of that name.</summary>
    public ClusterRuntime? Cluster(string name)
    {
        if (!_clusters.TryGetValue(name, out ClusterRuntime? cluster))
        {
            _clusters.Add(name, cluster = Config.ClusterNamed(name) is { } found ? Start(found) : null);
        }

        return cluster;
    }

    /// <summary>Takes new endpoints over; clusters stay what they were, as with a push of EDS alone.</summary>
    public void UseEndpoints(TimeSpan now)
    {
        _endpoints = null;
        _pushed = now;
        foreach ((string name, ClusterRuntime? cluster) in _clusters)
        {
            cluster?.Upstream.ApplyAssignment(ClusterRuntime.GroupsOf(this, Endpoints.ClusterNamed(name)).AsSpan(), now);
        }
    }

    /// <summary>
    /// Takes a new configuration over. A cluster that changed in more than its endpoints starts anew and forgets its ejections.
    /// </summary>
    public void UseConfig(TimeSpan now)
    {
        _config = null;
        _endpoints = null;
        (_configured, _pushed) = (now, now);
        _routes.Clear();
        Version++;
        foreach ((string name, ClusterRuntime? cluster) in _clusters.ToArray())
        {
            EnvoyCluster? found = Config.ClusterNamed(name);
            if (cluster is not null && found is not null && Same(cluster.Definition, found))
            {
                cluster.Upstream.ApplyAssignment(ClusterRuntime.GroupsOf(this, found).AsSpan(), now);
            }
            else
            {
                _clusters.Remove(name);
            }
        }
    }

    /// <summary>Lets everything happen that is due by itself.</summary>
    public void AdvanceTo(TimeSpan now)
    {
        foreach (ClusterRuntime? cluster in _clusters.Values)
        {
            cluster?.Upstream.AdvanceTo(now);
        }
    }

    /// <summary>What the client dials through a cluster that passes on to it; <see langword="null"/> where nobody knows.</summary>
    public ValueList<LocalityEndpoint>? Dialled(EnvoyCluster cluster) => !IsClient ? null
        : DialledAddresses.Of(
            world.Routed(Proxy.Cluster), world.BackendsIn(Proxy.Cluster), world.Plan.Host, cluster.Host, world.Plan.Port,
            Config.Index.Settings.Domain)
            ?? (IsNameOfNobody(cluster) ? [] : null);

    // DNS knows no name that no registry has; forecasts say the same of it.
    private bool IsNameOfNobody(EnvoyCluster cluster) =>
        cluster.Host.Length == 0 && !DialledAddresses.IsAddress(world.Plan.Host);

    /// <summary>What an address that nobody knows is called by.</summary>
    public string NameOf(EnvoyCluster cluster) => cluster.Host.Length > 0 ? cluster.Host : world.Plan.Host;

    private ClusterRuntime Start(EnvoyCluster definition)
    {
        world.Topology.Use(Config, definition);
        ClusterRuntime? started = null;
        UpstreamClusterOptions options = ClusterRuntime.Options(definition);
        TimeSpan interval = options.Outliers?.Interval ?? TimeSpan.Zero;
        TimeSpan phase = world.FirstTick?.Invoke(Name, definition.Name) ?? world.NextTime(interval);
        options = options with
        {
            Seed = world.NextSeed(),
            UpdateMergeWindow = world.Timings.UpdateMergeWindow,
            TimerLateness = world.Timings.TimerLateness,
            FirstTick = interval == TimeSpan.Zero ? null : NextTick(phase, interval),
            Observer = seen => world.OnEjection(this, definition, started!.Upstream.EndpointOf(seen.Host), seen),
        };
        started = new ClusterRuntime(this, definition, options, _configured);
        if (_pushed > _configured)
        {
            started.Upstream.ApplyAssignment(ClusterRuntime.GroupsOf(this, Endpoints.ClusterNamed(definition.Name)).AsSpan(), _pushed);
        }

        return started;
    }

    // Clusters start with the proxy, long before their first request.
    private TimeSpan NextTick(TimeSpan phase, TimeSpan interval)
    {
        long first = phase.Ticks % interval.Ticks;
        long since = world.Now.Ticks - first;
        return new TimeSpan(since < 0 ? first : first + (interval.Ticks * ((since / interval.Ticks) + 1)));
    }

    private static bool Same(EnvoyCluster a, EnvoyCluster b) =>
        a with { Groups = null, Explainer = b.Explainer } == b with { Groups = null };
}
