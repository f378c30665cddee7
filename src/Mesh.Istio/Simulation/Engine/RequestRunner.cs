using Mesh.Istio.ControlPlane;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Moves requests on, step by step, as Envoy's router and its TCP proxy do in each proxy.</summary>
internal sealed partial class RequestRunner
{
    private const int UnhealthyBody = 19;
    private const int TimeoutBody = 24;
    private const int OverflowBody = 81;
    private const int AbortBody = 18;

    private readonly SimulationState _world;
    private readonly Dialer _dialer;
    private readonly long _roundTrip;
    private readonly long _serviceTime;
    private readonly bool _logs;
    private readonly Action<SimRequest> _wake;
    private readonly Action<ProxyNode, RouteChoice, long> _copy;
    private SeededRandom _random;

    /// <param name="world">Everything around the requests.</param>
    /// <param name="wake">Called for a request that waited and whose next step is set.</param>
    /// <param name="copy">Called for a copy that a proxy sends, now.</param>
    public RequestRunner(SimulationState world, Action<SimRequest> wake, Action<ProxyNode, RouteChoice, long> copy)
    {
        _world = world;
        _wake = wake;
        _copy = copy;
        _dialer = new Dialer(world, world.NextSeed());
        _random = new SeededRandom(world.NextSeed());
        _roundTrip = world.Timings.RoundTrip.Ticks;
        _serviceTime = world.Timings.ServiceTime.Ticks;
        _logs = world.Log.IsOn;
    }

    /// <summary>How the request ended, after <see cref="Step.Done"/>.</summary>
    public FinishedRequest Finished { get; private set; }

    public void Advance(SimRequest request)
    {
        long now = request.NextAt;
        switch (request.Next)
        {
            case Step.Arrive:
                Arrive(request, now);
                break;
            case Step.Try:
                Try(request, now);
                break;
            case Step.Dialled:
                Dialled(request, now);
                break;
            case Step.Resend:
                Resend(request, now);
                break;
            case Step.End:
                End(request, now);
                break;
            default:
                TimeOut(request, now);
                break;
        }
    }

    private void Arrive(SimRequest request, long now)
    {
        ProxyHop hop = request.Top;
        if (request.IsTcp)
        {
            ArriveTcp(request, hop, now);
            return;
        }

        if (AnswersItself(request, hop, now) || IsHeld(request, hop, now) || IsAborted(request, hop, now))
        {
            return;
        }

        hop.Cluster = hop.Route.Choose(ref _random, out SimCall sent);
        hop.Call = sent;
        if (hop.Cluster is null)
        {
            Finish(request, hop.Route.Result.MissingStatus, "NC", "cluster_not_found", now);
            return;
        }

        if (hop.Route.HasMirrors)
        {
            foreach (RouteChoice copy in hop.Route.Copies(sent, () => _random.NextDouble()))
            {
                _copy(hop.Node, copy, now);
            }
        }

        Try(request, now);
    }

    // What policies refuse, redirects, direct responses, and what no route is for.
    private bool AnswersItself(SimRequest request, ProxyHop hop, long now)
    {
        CallResult result = hop.Route.Result;
        if (hop.Refusal is { } refusal)
        {
            Finish(request, refusal, "-", "rbac_access_denied", now);
            return true;
        }

        if (result.Error is null && !hop.Route.AnswersItself)
        {
            return false;
        }

        bool isMissing = result.Error is not (null or CallResult.TlsRedirect or CallResult.InvalidPath);
        (string flags, string details) = isMissing ? ("NR", "route_not_found") : ("-", "direct_response");
        Finish(request, result.Status ?? (isMissing ? 404 : 502), flags, details, now);
        return true;
    }

    // Faults come before the router: a delay first, and its time is none of the route's timeout.
    private bool IsHeld(SimRequest request, ProxyHop hop, long now)
    {
        if (hop.WasHeld || hop.Route.Fault is not { DelayPercent: > 0 } fault || !IsHit(fault.DelayPercent))
        {
            return false;
        }

        hop.WasHeld = true;
        hop.Deadline = hop.Deadline == long.MaxValue ? long.MaxValue : hop.Deadline + fault.Delay.Ticks;
        request.Schedule(Step.Arrive, now + fault.Delay.Ticks);
        return true;
    }

    private bool IsAborted(SimRequest request, ProxyHop hop, long now)
    {
        if (hop.Route.Fault is not { AbortPercent: > 0 } fault || !IsHit(fault.AbortPercent))
        {
            return false;
        }

        hop.Body = AbortBody;
        Finish(request, fault.Status, "FI", "fault_filter_abort", now, GrpcStatuses.Of(fault.GrpcStatus));
        return true;
    }

    private bool IsHit(double percent) => percent >= 100 || _random.NextDouble() * 100 < percent;

    private void Finish(SimRequest request, int code, string flags, string details, long now, int grpcStatus = 0)
    {
        ProxyHop hop = request.Leave();
        hop.Cluster?.Pool.Ended(hop);
        // A proxy answers a gRPC call with the status that stands for its own answer.
        int status = !request.IsGrpc || grpcStatus > 0 || code < 400 ? grpcStatus : GrpcStatuses.Of(code);
        flags = !hop.WasHeld ? flags : flags == "-" ? "DI" : $"DI,{flags}";
        if (_logs && !(request.IsCopy && request.Depth == 0))
        {
            _world.Log.Finished(hop, request, status > 0 ? 200 : code, flags, details, now);
        }

        if (request.Depth == 0)
        {
            status = request.LostTrailers && code < 400 && status == 0 ? GrpcStatuses.Unknown : status;
            Finished = new FinishedRequest(code, flags, Math.Max(1, hop.Attempts.Count), status);
            request.Next = Step.Done;
            request.NextAt = now;
            return;
        }

        ProxyHop parent = request.Top;
        parent.Body = hop.Body;
        parent.Outcome = status > 0 ? AttemptOutcome.RespondedGrpc(status) : AttemptOutcome.Responded(code);
        request.Schedule(Step.End, now + (_roundTrip / 2));
    }
}
