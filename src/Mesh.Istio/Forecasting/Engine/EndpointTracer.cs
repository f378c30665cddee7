using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Access;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>Follows an endpoint to what is behind its address: a pod, or a Service and the gateway behind it, which routes on.</summary>
/// <remarks>For one thread.</remarks>
/// <param name="world">The clusters after a failure.</param>
/// <param name="concerns">What is noted of the failures that could change an answer; <see langword="null"/> for nothing.</param>
/// <param name="observed">What is known of the state as observed; <see langword="null"/> for nothing.</param>
/// <param name="failing">The numbers of what fails in the world, as those who noted it count them; none for the state as observed.</param>
internal sealed class EndpointTracer(
    FailedWorld world, Concerns? concerns = null, ObservedFates? observed = null, params int[] failing)
{
    // A request that passes more proxies than this goes in a circle.
    private const int MostHops = 4;

    // Enough for all endpoints that the calls of some clients share.
    private const int MostKnown = 50_000;

    private readonly Dictionary<TraceKey, (EndpointFate Fate, FailureSet Touched)> _known = [];

    public FailedWorld World => world;

    /// <summary>Counts who gets requests; <see langword="null"/>, the default, where nobody asks.</summary>
    public VisitCount? Count { get; init; }

    public AccessJudge Judge { get; } = new(world);

    /// <summary>What the answer that is being made depends on.</summary>
    public Touches Touches { get; } = new(world, concerns);

    /// <summary>The answers that were made for this world.</summary>
    public KnownAnswers Answers { get; } = new();

    /// <summary>What an endpoint does with requests.</summary>
    /// <param name="endpoint">The endpoint as the caller's istiod knows it.</param>
    /// <param name="caller">The proxy that dials it.</param>
    /// <param name="call">What is sent.</param>
    /// <param name="hops">How many proxies the request passed.</param>
    public EndpointFate Trace(LocalityEndpoint endpoint, ClientProxy caller, ForecastCall call, int hops)
    {
        // Only short names mean different things in different namespaces.
        string home = endpoint.Address.AsSpan().IndexOfAny('.', ':') < 0 ? caller.Namespace : "";
        var key = new TraceKey(caller.Cluster, home, endpoint, call, hops);
        if (_known.TryGetValue(key, out (EndpointFate Fate, FailureSet Touched) known)
            || observed?.TryFind(key, failing, out known) == true)
        {
            Touches.Add(known.Touched);
            return known.Fate;
        }

        FailureSet before = Touches.Begin();
        EndpointFate fate = Follow(endpoint, caller, call, hops);
        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        FailureSet touched = Touches.End(before);
        _known[key] = (fate, touched);
        if (failing.Length == 0)
        {
            observed?.Add(key, fate, touched);
        }

        return fate;
    }

    private EndpointFate Follow(LocalityEndpoint endpoint, ClientProxy caller, ForecastCall call, int hops)
    {
        AddressOwner owner = world.OwnerOf(endpoint, caller, call.Host);
        Touches.Dial(caller.Cluster, owner.Cluster, endpoint.Address, owner is AddressOwner.Nobody ? endpoint.Locality : default);
        Touches.Sender(call.Sender);
        EndpointFate fate = owner switch
        {
            _ when world.Parts.Clusters.Contains(owner.Cluster) =>
                EndpointFate.Dead(owner.Cluster, FaultKind.Unreachable, $"cluster {owner.Cluster} is down"),
            _ when world.Parts.Addresses.Contains(endpoint.Address) =>
                EndpointFate.Dead(owner.Cluster, FaultKind.Unreachable, $"{endpoint.Address} is down"),
            _ when world.Parts.Paths.Contains((caller.Cluster, owner.Cluster)) =>
                EndpointFate.Dead(owner.Cluster, FaultKind.Unreachable, $"the path from {caller.Cluster} to {owner.Cluster} is down"),
            AddressOwner.Pod pod => OfPod(pod, endpoint.Port, call, hops),
            AddressOwner.Service when hops >= MostHops =>
                EndpointFate.Dead(owner.Cluster, FaultKind.Answers503, $"requests for {call.Host} go in a circle") with
                {
                    IsDeadEnd = true,
                },
            AddressOwner.Service service => Enter(world.Inventory.Find(service.Cluster)!, service.Info, service.Port, call, hops),
            // Nobody knows what is behind the address: its place is all there is to go by.
            _ when world.Parts.IsPlaceDown(endpoint.Locality) =>
                EndpointFate.Dead(owner.Cluster, FaultKind.Unreachable, $"{endpoint.Locality} is down"),
            _ => EndpointFate.Alive(owner.Cluster),
        };
        return owner is AddressOwner.Nobody nobody
            ? fate with { Assumptions = [new Assumption.Answers(endpoint.Address, nobody.Why)] }
            : fate;
    }

    private EndpointFate OfPod(AddressOwner.Pod pod, int port, ForecastCall call, int hops)
    {
        Touches.Pod(pod.Key);
        if (world.Parts.Failing.Contains(pod.Key))
        {
            return EndpointFate.Dead(pod.Cluster, KindOf(pod.Key), $"pod {pod.Key} fails");
        }

        if (world.IsGone(pod) || !pod.Ready)
        {
            return EndpointFate.Dead(pod.Cluster, FaultKind.Unreachable, $"pod {pod.Key} is {(pod.Ready ? "gone" : "not ready")}");
        }

        if (pod.Workload is not { } workload || world.Inventory.Find(pod.Cluster) is not { } cluster)
        {
            return Visited(EndpointFate.Alive(pod.Cluster), [pod.Key], false);
        }

        if (!world.IsGateway(cluster.Name, workload))
        {
            return Visited(AtPod(cluster, workload, port, call), [pod.Key], false);
        }

        return hops >= MostHops
            ? EndpointFate.Dead(pod.Cluster, FaultKind.Answers503, $"requests for {call.Host} go in a circle") with { IsDeadEnd = true }
            : Visited(Pass(cluster, [workload], port, $"gateway {pod.Key}", call, hops), [pod.Key], true);
    }

    private EndpointFate Visited(EndpointFate fate, BackendKey[] pods, bool isGateway) =>
        Count is null || (!isGateway && fate.Answered <= 0) ? fate : fate with
        {
            Visits = [.. fate.Visits, .. pods.Select(pod => new PodVisit(pod, isGateway, 1.0 / pods.Length))],
        };

    private EndpointFate Enter(ClusterInventory cluster, ServiceInfo service, int port, ForecastCall call, int hops)
    {
        string door = $"Service {service.Namespace}/{service.Name} in {cluster.Name}";
        ServicePortInfo? servicePort = service.Ports.FirstOrDefault(candidate => candidate.Number == port);
        if (servicePort is null && !service.Headless)
        {
            return EndpointFate.Dead(
                cluster.Name, FaultKind.Unreachable,
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{door} has no port {port}"));
        }

        Touches.Service(cluster.Name, service);
        Backend[] ready = [.. world.BackendsIn(cluster).Of(service).Where(backend => backend.Ready)];
        Backend[] alive = [.. ready.Where(backend => !world.Parts.Failing.Contains(backend.Key))];
        if (alive.Length == 0)
        {
            FaultKind kind = ready.Length > 0 ? KindOf(ready[0].Key) : FaultKind.Unreachable;
            return EndpointFate.Dead(cluster.Name, kind, ready.Length == 0 ? $"{door} has no ready pod" : $"all pods of {door} fail");
        }

        double reached = (double)alive.Length / ready.Length;
        // The name of a headless Service is those of its pods: there is no port to translate.
        int target = servicePort is not null && alive[0].Ports.TryGetValue(servicePort.Name, out int listed) ? listed : port;
        WorkloadInfo[] pods = [.. alive.Select(backend => backend.Pod).OfType<WorkloadInfo>()];
        EndpointFate inside = pods.Length > 0 && world.IsGateway(cluster.Name, pods[0])
            ? Pass(cluster, pods, target, $"gateway {service.Namespace}/{service.Name} in {cluster.Name}", call, hops)
            : pods.Length > 0 ? AtPod(cluster, pods[0], target, call)
            : EndpointFate.Alive(cluster.Name);
        inside = Spread(cluster, alive, pods, target, call, hops, inside);
        return alive.Length == ready.Length || inside.Answered <= 0
            ? inside
            : inside with
            {
                Answered = reached * inside.Answered,
                Kind = FaultKind.Unreachable,
                Reason = $"some pods of {door} fail",
                Visits = inside.Visits.Select(visit => visit with { Part = visit.Part * reached }).ToValueList(),
            };
    }

    // Gateways in different places prefer different endpoints; one of each place stands for the others there.
    private EndpointFate Spread(
        ClusterInventory cluster, Backend[] alive, WorkloadInfo[] pods, int port, ForecastCall call, int hops, EndpointFate inside)
    {
        BackendKey[] keys = [.. alive.Select(backend => backend.Key)];
        if (Count is null || pods.Length == 0 || !world.IsGateway(cluster.Name, pods[0]))
        {
            return Visited(inside, keys, false);
        }

        VisitCount behind = Count.Fresh();
        IGrouping<Locality, WorkloadInfo>[] places = [.. pods.GroupBy(pod => pod.Locality.Value)];
        foreach (IGrouping<Locality, WorkloadInfo> place in places.Length > 1 ? places : [])
        {
            behind.Add(Pass(cluster, [.. place], port, "", call, hops).Visits, (double)place.Count() / pods.Length);
        }

        return Visited(places.Length > 1 ? inside with { Visits = behind.ToVisits() } : inside, keys, true);
    }

    private EndpointFate AtPod(ClusterInventory cluster, WorkloadInfo pod, int port, ForecastCall call)
    {
        Touches.IstiodOf(cluster.Name);
        Touches.Pod(cluster.Name, pod);
        return EndpointFate.Of(Judge.OfPod(cluster, pod, port, call));
    }

    private FaultKind KindOf(BackendKey pod) => world.Parts.Kinds.GetValueOrDefault(pod) switch
    {
        FailureKind.Answers503 or FailureKind.ApplicationDown => FaultKind.Answers503,
        FailureKind.ApplicationHangs => FaultKind.NeverAnswers,
        _ => FaultKind.Unreachable,
    };

    private EndpointFate Pass(ClusterInventory cluster, WorkloadInfo[] pods, int port, string gatewayName, ForecastCall call, int hops)
    {
        ProxyConfig view = world.View(cluster.Name).Known(ClientFinder.ProxyOf(cluster, pods, ProxyType.Router, null));
        Touches.IstiodOf(cluster.Name);
        Touches.Gateway(view);
        CallResult routed = view.Route(new ProxyCall
        {
            Port = port,
            Host = call.Host,
            Request = call.Request,
            Tls = call.Tls,
            Sni = call.Sni,
        });
        if (routed.Error is { } error && error != CallResult.TlsRedirect)
        {
            FaultKind kind = error is CallResult.NoRoute or CallResult.NoVirtualHost ? FaultKind.Answers404 : FaultKind.Unreachable;
            // Which routes there are depends on the request; that there is none for a host does not.
            return EndpointFate.Dead(cluster.Name, kind, $"{gatewayName} does not route {call.Host}: {error}") with
            {
                IsDeadEnd = error != CallResult.NoRoute || routed.VirtualHost?.StartsWith("blackhole:", StringComparison.Ordinal) == true,
            };
        }

        AccessJudgement judgement = Judge.OfGateway(cluster, pods[0], port, call);
        EndpointFate fate = judgement.Fault is not null ? EndpointFate.Of(judgement)
            : !routed.Targets.IsEmpty ? Weigh(view, routed, cluster.Name, call, hops, gatewayName, judgement)
            : OwnAnswer.Losses(routed).FirstOrDefault() is { } lost
                ? EndpointFate.Dead(
                    cluster.Name, routed.Status >= 500 ? FaultKind.Answers503 : FaultKind.Answers404, $"{gatewayName}: {lost.Reason}")
            : EndpointFate.Alive(cluster.Name);
        return judgement.Fault is not null ? fate : fate.Behind(judgement.Step) with
        {
            Assumptions =
            [
                .. fate.Assumptions, .. EndpointFate.Assumed(judgement.Step), .. Omissions.Of(gatewayName, routed),
                .. Omissions.Behind(gatewayName, routed, call), .. Omissions.Certificates(gatewayName, view, port, call),
            ],
        };
    }

    private EndpointFate Weigh(
        ProxyConfig view, CallResult routed, string cluster, ForecastCall call, int hops, string gatewayName, AccessJudgement judgement)
    {
        double sum = routed.Targets.Sum(target => (double)Math.Max(0, target.Weight));
        double answered = 0;
        double sent = 1 - (OwnAnswer.AbortedPercent(routed) / 100);
        bool deadEnd = sent > 0;
        List<string> reasons = [.. OwnAnswer.Losses(routed).Select(loss => loss.Reason)];
        var assumptions = new List<Assumption>();
        var access = new List<AccessStep>();
        VisitCount? visits = Count?.Fresh();
        bool isDenied = true;
        // Without HTTP the client's proxy sees whether TLS succeeds, and without TLS only that the gateway takes the connection.
        FaultKind kind = routed.RouteConfig is not null || call.Tls == CallTls.None ? FaultKind.Answers503 : FaultKind.Unreachable;
        foreach (WeightedTarget target in routed.Targets)
        {
            double weight = sum > 0 ? Math.Max(0, target.Weight) / sum : 1.0 / routed.Targets.Count;
            ForecastCall next = judgement.Forward(call.Via(target, call.Authority), world.IdentitiesMatter);
            ClusterOutcome outcome = new SteadyState(this, view, next, hops + 1).Of(target.Cluster);
            deadEnd &= weight <= 0 || outcome.IsDeadEnd;
            answered += sent * weight * outcome.Answered;
            visits?.Add(routed, outcome, sent * weight);
            assumptions.AddRange(outcome.Assumptions);
            access.AddRange(outcome.Access);
            isDenied &= outcome.Losses.All(loss => loss.Kind == ForecastLossKind.Denied);
            kind = outcome.BehindGateway(routed) ?? kind;
            reasons.AddRange(weight > 0 ? outcome.Losses.Select(loss => $"{target.Cluster}: {loss.Reason}") : []);
        }

        EndpointFate fate = answered > 1 - SteadyState.Negligible
            ? EndpointFate.Alive(cluster)
            : isDenied ? new EndpointFate(
                cluster, answered < SteadyState.Negligible ? 0 : answered, FaultKind.Denied,
                $"behind {gatewayName}, {string.Join("; ", reasons.Distinct())}")
            : new EndpointFate(
                cluster, answered < SteadyState.Negligible ? 0 : answered, kind,
                $"{gatewayName} {(routed.RouteConfig is null ? "passes nothing on" : "answers 503")} "
                    + $"({string.Join("; ", reasons.Distinct())})")
            {
                IsDeadEnd = deadEnd,
            };
        return fate with
        {
            Assumptions = assumptions.Distinct().ToValueList(),
            Visits = visits?.ToVisits() ?? default,
            Access = access.Distinct().ToValueList(),
            AnswersItself = routed.RouteConfig is null && (call.Tls == CallTls.None || routed.EndsTls),
        };
    }
}
