using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>Follows an endpoint to what is behind its address: a pod, or a Service and the gateway behind it, which routes on.</summary>
internal sealed class EndpointTracer(FailedWorld world)
{
    // A request that passes more proxies than this goes in a circle.
    private const int MostHops = 4;

    private readonly Dictionary<(string Caller, LocalityEndpoint Endpoint, ForecastCall Call, int Hops), EndpointFate> _known = [];

    public FailedWorld World => world;

    /// <summary>What an endpoint does with requests.</summary>
    /// <param name="endpoint">The endpoint as the caller's istiod knows it.</param>
    /// <param name="caller">The caller's cluster.</param>
    /// <param name="call">What is sent.</param>
    /// <param name="hops">How many proxies the request passed.</param>
    public EndpointFate Trace(LocalityEndpoint endpoint, string caller, ForecastCall call, int hops)
    {
        var key = (caller, endpoint, call, hops);
        if (!_known.TryGetValue(key, out EndpointFate? fate))
        {
            _known.Add(key, fate = Follow(endpoint, caller, call, hops));
        }

        return fate;
    }

    private EndpointFate Follow(LocalityEndpoint endpoint, string caller, ForecastCall call, int hops)
    {
        string labelled = world.LabelledCluster(endpoint);
        if (labelled.Length == 0 && world.EndpointAt(caller, endpoint.Address) is { } listed)
        {
            var pod = BackendKey.Of(caller, listed);
            return world.Parts.Failing.Contains(pod) ? EndpointFate.Dead(caller, KindOf(pod), $"pod {pod} fails")
                : !listed.Ready ? EndpointFate.Dead(caller, FaultKind.Unreachable, $"pod {pod} is not ready")
                : EndpointFate.Alive(caller);
        }

        (ClusterInventory Cluster, ServiceInfo Service)? found = world.ServiceAt(endpoint.Address, endpoint.Port, labelled, caller, call.Host);
        string cluster = labelled.Length > 0 ? labelled : found?.Cluster.Name ?? "";
        if (world.Parts.Clusters.Contains(cluster))
        {
            return EndpointFate.Dead(cluster, FaultKind.Unreachable, $"cluster {cluster} is down");
        }

        if (world.Parts.Paths.Contains((caller, cluster)))
        {
            return EndpointFate.Dead(cluster, FaultKind.Unreachable, $"the path from {caller} to {cluster} is down");
        }

        if (found is { } at && world.HasObserved(cluster))
        {
            return hops >= MostHops
                ? EndpointFate.Dead(cluster, FaultKind.Answers503, $"requests for {call.Host} go in a circle")
                : Enter(at.Cluster, at.Service, endpoint.Port, call, hops);
        }

        // Nobody knows what is behind the address: its place is all there is to go by.
        return world.Parts.IsPlaceDown(endpoint.Locality)
            ? EndpointFate.Dead(cluster, FaultKind.Unreachable, $"{endpoint.Locality} is down")
            : EndpointFate.Alive(cluster);
    }

    private EndpointFate Enter(ClusterInventory cluster, ServiceInfo service, int port, ForecastCall call, int hops)
    {
        string door = $"Service {service.Namespace}/{service.Name} in {cluster.Name}";
        if (service.Ports.FirstOrDefault(candidate => candidate.Number == port) is not { } servicePort)
        {
            return EndpointFate.Dead(cluster.Name, FaultKind.Unreachable, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{door} has no port {port}"));
        }

        Backend[] ready = [.. Backends.Of(cluster, service).Where(backend => backend.Ready)];
        Backend[] alive = [.. ready.Where(backend => !world.Parts.Failing.Contains(backend.Key))];
        if (alive.Length == 0)
        {
            FaultKind kind = ready.Length > 0 ? KindOf(ready[0].Key) : FaultKind.Unreachable;
            return EndpointFate.Dead(cluster.Name, kind, ready.Length == 0 ? $"{door} has no ready pod" : $"all pods of {door} fail");
        }

        double reached = (double)alive.Length / ready.Length;
        EndpointFate inside = Pass(cluster, alive, service, servicePort, call, hops) ?? EndpointFate.Alive(cluster.Name);
        return alive.Length == ready.Length || inside.Answered <= 0
            ? inside
            : new EndpointFate(cluster.Name, reached * inside.Answered, FaultKind.Unreachable, $"some pods of {door} fail");
    }

    private FaultKind KindOf(BackendKey pod) =>
        world.Parts.Kinds.GetValueOrDefault(pod) == FailureKind.Answers503 ? FaultKind.Answers503 : FaultKind.Unreachable;

    // Null where the pods are no gateway.
    private EndpointFate? Pass(ClusterInventory cluster, Backend[] alive, ServiceInfo service, ServicePortInfo port, ForecastCall call, int hops)
    {
        WorkloadInfo[] pods = [.. alive.Select(backend => backend.Pod).OfType<WorkloadInfo>()];
        if (pods.Length == 0)
        {
            return null;
        }

        ClientProxy proxy = ClientFinder.ProxyOf(cluster, pods, ProxyType.Router, null);
        bool isGateway = world.Resources[cluster.Name].OfType<Resources.Gateway>().Any(gateway => LabelMatch.Matches(gateway.Selector, proxy.Labels));
        if (!isGateway)
        {
            return null;
        }

        ProxyConfig view = world.View(cluster.Name).For(proxy);
        int target = alive[0].Ports.TryGetValue(port.Name, out int listed) ? listed : port.Number;
        CallResult routed = view.Route(new ProxyCall { Port = target, Host = call.Host, Tls = call.Tls, Sni = call.Sni });
        string gatewayName = $"gateway {service.Namespace}/{service.Name} in {cluster.Name}";
        if (routed.Error is { } error && error != CallResult.TlsRedirect)
        {
            FaultKind kind = error is CallResult.NoRoute or CallResult.NoVirtualHost ? FaultKind.Answers404 : FaultKind.Unreachable;
            return EndpointFate.Dead(cluster.Name, kind, $"{gatewayName} does not route {call.Host}: {error}");
        }

        return routed.Targets.IsEmpty ? EndpointFate.Alive(cluster.Name) : Weigh(view, routed, cluster.Name, call, hops, gatewayName);
    }

    private EndpointFate Weigh(ProxyConfig view, CallResult routed, string cluster, ForecastCall call, int hops, string gatewayName)
    {
        var state = new SteadyState(this, view, call, hops + 1);
        double sum = routed.Targets.Sum(target => (double)Math.Max(0, target.Weight));
        double answered = 0;
        var reasons = new List<string>();
        foreach (WeightedTarget target in routed.Targets)
        {
            double weight = sum > 0 ? Math.Max(0, target.Weight) / sum : 1.0 / routed.Targets.Count;
            ClusterOutcome outcome = state.Of(target.Cluster);
            answered += weight * outcome.Answered;
            reasons.AddRange(weight > 0 ? outcome.Losses.Select(loss => $"{target.Cluster}: {loss.Reason}") : []);
        }

        return answered > 1 - SteadyState.Negligible
            ? EndpointFate.Alive(cluster)
            : new EndpointFate(
                cluster, answered < SteadyState.Negligible ? 0 : answered, FaultKind.Answers503, $"{gatewayName} answers 503 ({string.Join("; ", reasons.Distinct())})");
    }
}
