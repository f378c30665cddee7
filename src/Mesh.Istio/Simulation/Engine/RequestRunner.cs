using Mesh.Istio.ControlPlane;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Moves requests on, step by step, as Envoy's router and its TCP proxy do in each proxy.</summary>
internal sealed partial class RequestRunner
{
    private const int UnhealthyBody = 19;
    private const int TimeoutBody = 24;
    private const int OverflowBody = 81;

    private readonly SimulationState _world;
    private readonly Dialer _dialer;
    private readonly string _authority;
    private readonly long _roundTrip;
    private readonly long _serviceTime;
    private readonly bool _logs;
    private readonly Action<SimRequest> _wake;
    private SeededRandom _random;

    /// <param name="world">Everything around the requests.</param>
    /// <param name="authority">The host of the requests.</param>
    /// <param name="wake">Called for a request that waited and whose next step is set.</param>
    public RequestRunner(SimulationState world, string authority, Action<SimRequest> wake)
    {
        _world = world;
        _authority = authority;
        _wake = wake;
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

        string? error = hop.Route.Result.Error;
        if (error is not null || hop.Route.AnswersItself)
        {
            int code = error == CallResult.TlsRedirect || hop.Route.Result.Rule?.Redirect is not null ? 301
                : error is null ? (int?)hop.Route.Result.Rule?.DirectResponse?.Status ?? 200 : 404;
            bool known = code != 404 || error is null;
            Finish(request, code, known ? "-" : "NR", known ? "direct_response" : "route_not_found", now);
            return;
        }

        hop.Cluster = hop.Route.Choose(ref _random);
        if (hop.Cluster is null)
        {
            Finish(request, 503, "NC", "cluster_not_found", now);
            return;
        }

        Try(request, now);
    }

    private void Finish(SimRequest request, int code, string flags, string details, long now, int grpcStatus = 0)
    {
        ProxyHop hop = request.Leave();
        hop.Cluster?.Pool.Ended(hop);
        // A proxy answers a gRPC call with the status that stands for its own answer.
        int status = !request.IsGrpc || grpcStatus > 0 || code < 400 ? grpcStatus : GrpcStatuses.Of(code);
        if (_logs)
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
