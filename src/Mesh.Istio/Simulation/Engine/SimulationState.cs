using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Everything around the requests: pods, control planes, proxies, and what fails now.</summary>
internal sealed class SimulationState
{
    private readonly Dictionary<string, Istiod> _planes = new(StringComparer.Ordinal);
    private readonly List<SimConnection> _passedOn = [];
    private readonly PriorityQueue<Action, long> _later = new();
    private Dictionary<(string From, string To), long> _pathsDown = [];
    private readonly MeshResources _resources;
    private readonly Dictionary<(string Cluster, string Namespace, string Service), Backend[]> _backends = [];
    private BackendIndex _pods = new();
    private Inventory _observed;
    private Inventory _routed;
    private FailedParts _parts = new();
    private SeededRandom _random;
    private int _ports;

    public SimulationState(SimulationPlan plan)
    {
        Plan = plan;
        _resources = plan.Resources;
        _observed = _routed = plan.Inventory;
        _random = new SeededRandom(plan.Seed ^ 0x5DEECE66DUL);
        Topology = new SimulatedPods(plan.Mesh, plan.Inventories);
        PodQueues.Add(plan, Topology);
        Access = new SimulatedAccess(this);
        AddGateways();
    }

    public SimulationPlan Plan { get; }

    public SimulatedPods Topology { get; }

    public SimulatedAccess Access { get; }

    public SimulationTimings Timings => Plan.Timings;

    public Func<string, string, TimeSpan?>? FirstTick => Plan.FirstTick;

    public TimeSpan Now { get; set; }

    /// <summary>What is wrong with certificates.</summary>
    public ExpiredCertificates Expired { get; private set; } = new(new FailedParts());

    /// <summary>Whether anything stops packets.</summary>
    public bool AnyBlocked { get; private set; }

    public AccessLog Log { get; init; } = new(null, default);

    public List<SimulationEvent> Events { get; } = [];

    public ulong NextSeed() => ((ulong)(uint)_random.Next(int.MaxValue) << 31) | (uint)_random.Next(int.MaxValue);

    public TimeSpan NextTime(TimeSpan limit) => _random.NextTime(limit);

    public int NextPort() => 32768 + (_ports++ % 28000);

    public int NextIndex(int count) => _random.Next(count);

    /// <summary>The istiod that configures the proxies of a cluster.</summary>
    public Istiod PlaneOf(string cluster)
    {
        string istiod = ControlPlanes.Of(_observed, cluster);
        if (!_planes.TryGetValue(istiod, out Istiod? plane))
        {
            Inventory left = Plan.Mesh.Worlds.Apply(_observed, _parts);
            plane = new Istiod(Plan.Mesh, istiod, _resources, _parts.KnownTo(istiod, left, _observed), _parts.ReadBy(_observed, istiod));
            _planes.Add(istiod, plane);
        }

        return plane;
    }

    /// <summary>A cluster as its own DNS knows it.</summary>
    public ClusterInventory? Routed(string cluster) => _routed.Find(cluster);

    /// <summary>The pods behind names there.</summary>
    public Backends? BackendsIn(string cluster) => _routed.Find(cluster) is { } known ? _pods.In(known) : null;

    /// <summary>The ready pods behind a Service as its cluster's kube-proxies know them.</summary>
    public Backend[] ReadyBehind(string cluster, ServiceInfo service)
    {
        if (!_backends.TryGetValue((cluster, service.Namespace, service.Name), out Backend[]? backends))
        {
            backends = [.. _routed.Find(cluster) is { } known ? _pods.In(known).Of(service).Where(backend => backend.Ready) : []];
            _backends.Add((cluster, service.Namespace, service.Name), backends);
        }

        return backends;
    }

    public bool IsAddressDown(string address) => _parts.Addresses.Count > 0 && _parts.Addresses.Contains(address);

    public bool IsPathDown(string from, string to) => IsPathDown(from, to, out _);

    public bool IsPathDown(string from, string to, out long since)
    {
        since = 0;
        return _pathsDown.Count > 0 && _pathsDown.TryGetValue((from, to), out since);
    }

    /// <summary>Lets something happen later, beside requests and what was planned.</summary>
    public void Later(long at, Action happen) => _later.Enqueue(happen, at);

    public long NextLater => _later.TryPeek(out _, out long at) ? at : long.MaxValue;

    public void HappenLater()
    {
        _later.TryDequeue(out Action? happen, out long at);
        Now = new TimeSpan(at);
        happen!();
    }

    /// <summary>Makes exactly this fail from now on; what failed otherwise recovers.</summary>
    /// <returns>The pods whose processes end, those that thaw, and those that were blocked.</returns>
    public WorldChange Fail(FailedParts parts)
    {
        _parts = parts;
        Expired = new ExpiredCertificates(parts);
        _pathsDown = parts.Paths.ToDictionary(path => path, path => _pathsDown.GetValueOrDefault(path, Now.Ticks));
        AnyBlocked = parts.Paths.Count > 0;
        var change = new WorldChange();
        foreach (SimPod pod in Topology.Pods)
        {
            bool unreachable = parts.Clusters.Contains(pod.Key.Cluster) || parts.IsPlaceDown(pod.Locality);
            FailureKind? fault = parts.Gone.Contains(pod.Key) || parts.Addresses.Contains(pod.Address) ? FailureKind.Refused
                : parts.Kinds.TryGetValue(pod.Key, out FailureKind kind) ? kind : pod.Observed;
            if (fault == FailureKind.Refused && pod.Fault != FailureKind.Refused)
            {
                pod.Incarnation++;
                pod.Queue?.Stop(Now.Ticks);
                pod.Frozen.Clear();
                change.Ended.Add(pod);
            }
            else if (fault != FailureKind.Refused && pod.Fault == FailureKind.Refused)
            {
                pod.Queue?.Start(Now.Ticks);
            }
            else if (pod.Fault == FailureKind.Hangs && fault != FailureKind.Hangs)
            {
                change.Thawed.Add(pod);
            }

            unreachable |= fault == FailureKind.Silent;
            bool silent = unreachable || fault == FailureKind.Hangs;
            pod.SilentSince = !silent ? long.MaxValue : Math.Min(pod.SilentSince, Now.Ticks);
            pod.Fault = fault;
            pod.Delay = parts.Delays.GetValueOrDefault(pod.Key).Ticks;
            pod.Answers = parts.Answers.TryGetValue(pod.Key, out List<PodAnswer>? answers) ? answers : [];
            pod.Unreachable = unreachable;
            AnyBlocked |= silent;
        }

        change.Ended.ForEach(CloseSessions);
        return change;
    }

    /// <summary>Lets the clusters route to, and the istiods push, what is left.</summary>
    public void Push(FailedParts parts)
    {
        Inventory left = Plan.Mesh.Worlds.Apply(_observed, parts);
        // Of a cluster that is down nobody learns anything new.
        _routed = parts.KnownTo("", left, _routed);
        _backends.Clear();
        _pods = new BackendIndex();
        foreach ((string istiod, Istiod plane) in _planes)
        {
            if (!parts.Clusters.Contains(istiod) && !parts.Istiods.Contains(istiod))
            {
                plane.Read(parts, left, Now);
            }
        }
    }

    public void Push(Inventory observed)
    {
        if (Plan.Capacities.Count > 0)
        {
            PodQueues.Start(Topology, _observed, observed, Now.Ticks);
        }

        _observed = observed;
        Push(_parts);
    }

    public void Push(MeshResources resources)
    {
        foreach (Istiod plane in _planes.Values)
        {
            plane.PushConfig(resources, Now);
        }
    }

    /// <summary>Adds the proxy of the client.</summary>
    public ProxyNode AddClient(string name, ClientProxy proxy, SimPod? pod)
    {
        var node = new ProxyNode(this, name, proxy, pod) { IsClient = proxy.Type == ProxyType.Sidecar };
        PlaneOf(proxy.Cluster).Proxies.Add(node);
        return node;
    }

    public void Remember(SimConnection connection) => _passedOn.Add(connection);

    public void Close(SimConnection connection)
    {
        if (!connection.Closed)
        {
            connection.Closed = true;
            if (connection.Sessions.Count > 0)
            {
                _passedOn.Remove(connection);
                Log.Closed(connection, Now);
            }
        }
    }

    public void CloseAll()
    {
        foreach (SimConnection connection in _passedOn.ToArray())
        {
            Close(connection);
        }
    }

    public void Finish(TimeSpan end)
    {
        foreach (Istiod plane in _planes.Values)
        {
            plane.Proxies.ForEach(proxy => proxy.AdvanceTo(end));
        }

        Now = end;
        CloseAll();
    }

    public void OnEjection(ProxyNode node, EnvoyCluster cluster, LocalityEndpoint endpoint, EjectionEvent seen) =>
        Events.Add(SimulationEvent.Of(node.Name, cluster.Name, endpoint, seen));

    private void CloseSessions(SimPod pod)
    {
        foreach (SimConnection connection in _passedOn.Where(connection => connection.Passes(pod)).ToArray())
        {
            // A process that ended logs nothing.
            connection.Sessions.RemoveAll(session => ReferenceEquals(session.Node.Pod, pod));
            _passedOn.Remove(connection);
            connection.Closed = true;
            Log.Closed(connection, Now);
        }
    }

    private void AddGateways()
    {
        foreach (Inventory inventory in Plan.Inventories)
        {
            foreach (ClusterInventory cluster in inventory.Clusters)
            {
                Resources.Gateway[] gateways =
                    [.. ControlPlanes.ConfigurationOf(_resources, inventory, cluster.Name).OfType<Resources.Gateway>()];
                foreach (WorkloadInfo workload in cluster.Workloads)
                {
                    var key = new BackendKey(cluster.Name, workload.Namespace, workload.Name);
                    if (Topology.Find(key) is { Gateway: null } pod
                        && Array.Exists(gateways, gateway => LabelMatch.Matches(gateway.Selector, workload.Labels)))
                    {
                        pod.Gateway = AddClient(
                            $"{cluster.Name} {workload.Namespace}/{workload.Name}",
                            ClientFinder.ProxyOf(cluster, [workload], ProxyType.Router, null), pod);
                    }
                }
            }
        }
    }
}
