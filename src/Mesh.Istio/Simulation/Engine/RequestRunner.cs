using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Moves requests on, step by step, as Envoy's router does in each proxy.</summary>
internal sealed partial class RequestRunner
{
    private const int UnhealthyBody = 19;
    private const int TimeoutBody = 24;

    private readonly SimulationState _world;
    private readonly Dialer _dialer;
    private readonly string _authority;
    private readonly Request _request;
    private readonly long _roundTrip;
    private readonly long _serviceTime;
    private readonly bool _logs;
    private SeededRandom _random;

    public RequestRunner(SimulationState world, string authority, Request request)
    {
        _world = world;
        _authority = authority;
        _request = request;
        _dialer = new Dialer(world, world.NextSeed(), request);
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

    private void Try(SimRequest request, long now)
    {
        ProxyHop hop = request.Top;
        ClusterRuntime cluster = hop.Cluster!;
        hop.Host = cluster.Upstream.Pick(hop.Attempts, hop.Route.Retry, new TimeSpan(now));
        if (hop.Host < 0)
        {
            hop.Outcome = AttemptOutcome.Failed(AttemptKind.NoHealthyHost);
            hop.Body = UnhealthyBody;
            Finish(request, 503, "UH", "no_healthy_upstream", now);
            return;
        }

        if (_logs)
        {
            hop.Upstream = AccessLog.Address(cluster.Upstream.EndpointOf(hop.Host));
        }

        if (cluster.TakeIdle(hop.Host) is { } idle)
        {
            hop.Connection = idle;
            Send(request, hop, now);
            return;
        }

        _world.Now = new TimeSpan(now);
        hop.Dialled = _dialer.Dial(cluster, hop.Host, _authority);
        request.Schedule(Step.Dialled, now + hop.Dialled.Delay);
    }

    private void Dialled(SimRequest request, long now)
    {
        ProxyHop hop = request.Top;
        hop.Transport = hop.Dialled.Transport;
        hop.Connection = hop.Dialled.Connection;
        if (hop.Connection is null)
        {
            hop.Outcome = AttemptOutcome.Failed(hop.Dialled.Kind);
            End(request, now);
        }
        else if (!hop.Connection.IsAlive)
        {
            hop.Outcome = AttemptOutcome.Failed(AttemptKind.ConnectFailure);
            End(request, now);
        }
        else
        {
            Send(request, hop, now);
        }
    }

    private void Send(SimRequest request, ProxyHop hop, long now)
    {
        SimConnection connection = hop.Connection!;
        SimPod pod = connection.End;
        hop.IsSent = true;
        hop.Sent = now;
        if (hop.Route.Retry?.PerTryTimeout is { } limit)
        {
            hop.TryDeadline = now + limit.Ticks;
        }

        SimPod? blocked = _world.AnyBlocked ? connection.Blocked(hop.Node, _world) : null;
        if (blocked is not null || pod.Fault == FailureKind.Hangs)
        {
            request.ParkedAt = blocked ?? pod;
            request.Schedule(Step.End, long.MaxValue);
        }
        else if (connection.Broken || pod.Fault == FailureKind.Reset)
        {
            hop.Outcome = AttemptOutcome.Failed(AttemptKind.Reset);
            request.Schedule(Step.End, now + _roundTrip);
        }
        else if (pod.Fault == FailureKind.Answers503)
        {
            Respond(request, hop, 503, pod, now + _roundTrip);
        }
        else if (_world.Access.Refusal(hop.Node, connection, _request, _authority) is { } refusal)
        {
            Respond(request, hop, refusal, pod, now + _roundTrip);
        }
        else if (pod.Gateway is { } gateway)
        {
            if (connection.Route is null || connection.RouteVersion != gateway.Version)
            {
                connection.Route = gateway.Route(connection.Port, _authority, connection.Tls, connection.Sni, _request);
                connection.RouteVersion = gateway.Version;
            }

            long arrival = now + (_roundTrip / 2) + pod.Delay;
            request.Enter(gateway, connection.Route, connection, arrival);
            request.Schedule(Step.Arrive, arrival);
        }
        else
        {
            hop.Body = _world.Timings.ResponseBytes;
            Respond(request, hop, 200, pod, now + _roundTrip + _serviceTime + pod.Delay);
        }
    }

    private static void Respond(SimRequest request, ProxyHop hop, int code, SimPod pod, long at)
    {
        request.ServedBy = code == 200 ? pod : null;
        hop.Outcome = AttemptOutcome.Responded(code);
        request.Schedule(Step.End, at);
    }

    private void End(SimRequest request, long now)
    {
        ProxyHop hop = request.Top;
        ClusterRuntime cluster = hop.Cluster!;
        AttemptOutcome outcome = hop.Outcome;
        cluster.Upstream.Report(hop.Host, outcome, new TimeSpan(now));
        if (hop.Connection is { } connection)
        {
            if (outcome.Kind == AttemptKind.Response && !connection.Broken)
            {
                cluster.Return(hop.Host, connection);
            }
            else
            {
                CloseAt(connection, now);
            }
        }

        hop.IsSent = false;
        hop.Host = -1;
        hop.TryDeadline = long.MaxValue;
        RetryPolicy? retry = hop.Route.Retry;
        bool covered = outcome.StatusCode >= 400 && retry is not null && retry.Covers(outcome);
        if (covered && hop.Attempts.Count <= retry!.Attempts)
        {
            request.Schedule(Step.Try, now + retry.Backoff(hop.Attempts.Count, ref _random).Ticks);
            return;
        }

        if (_logs && outcome.Kind != AttemptKind.Response)
        {
            hop.Body = outcome.Kind is AttemptKind.TryTimeout or AttemptKind.RequestTimeout ? TimeoutBody
                : ResponseDetails.BodyLength(outcome.Kind, retry is not null);
        }

        Finish(request, outcome.StatusCode, ResponseFlags.Of(outcome, covered), ResponseDetails.Of(outcome.Kind, hop.Transport), now);
    }

    private void Finish(SimRequest request, int code, string flags, string details, long now)
    {
        ProxyHop hop = request.Leave();
        if (_logs)
        {
            _world.Log.Finished(hop, request, code, flags, details, now);
        }

        if (request.Depth == 0)
        {
            Finished = new FinishedRequest(code, flags, Math.Max(1, hop.Attempts.Count));
            request.Next = Step.Done;
            request.NextAt = now;
            return;
        }

        ProxyHop parent = request.Top;
        parent.Body = hop.Body;
        parent.Outcome = AttemptOutcome.Responded(code);
        request.Schedule(Step.End, now + (_roundTrip / 2));
    }
}
