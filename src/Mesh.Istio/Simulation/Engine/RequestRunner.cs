using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Moves requests on, step by step, as Envoy's router does in each proxy.</summary>
internal sealed partial class RequestRunner
{
    private const int UnhealthyBody = 19;
    private const int TimeoutBody = 24;

    private readonly SimWorld _world;
    private readonly Dialer _dialer;
    private readonly string _authority;
    private readonly long _roundTrip;
    private readonly long _serviceTime;
    private readonly bool _logs;
    private SeededRandom _random;

    public RequestRunner(SimWorld world, string authority)
    {
        _world = world;
        _authority = authority;
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
        Frame frame = request.Top;
        string? error = frame.Route.Result.Error;
        if (error is not null || frame.Route.AnswersItself)
        {
            int code = error == CallResult.TlsRedirect || frame.Route.Result.Rule?.Redirect is not null ? 301
                : error is null ? (int?)frame.Route.Result.Rule?.DirectResponse?.Status ?? 200 : 404;
            bool known = code != 404 || error is null;
            Finish(request, code, known ? "-" : "NR", known ? "direct_response" : "route_not_found", now);
            return;
        }

        frame.Cluster = frame.Route.Choose(ref _random);
        if (frame.Cluster is null)
        {
            Finish(request, 503, "NC", "cluster_not_found", now);
            return;
        }

        Try(request, now);
    }

    private void Try(SimRequest request, long now)
    {
        Frame frame = request.Top;
        ClusterRuntime cluster = frame.Cluster!;
        frame.Host = cluster.Upstream.Pick(frame.Tries, frame.Route.Retry, new TimeSpan(now));
        if (frame.Host < 0)
        {
            frame.Outcome = TryOutcome.Failed(TryKind.NoHealthyHost);
            frame.Body = UnhealthyBody;
            Finish(request, 503, "UH", "no_healthy_upstream", now);
            return;
        }

        if (_logs)
        {
            frame.Upstream = AccessLog.Address(cluster.Upstream.EndpointOf(frame.Host));
        }

        if (cluster.TakeIdle(frame.Host) is { } idle)
        {
            frame.Connection = idle;
            Send(request, frame, now);
            return;
        }

        _world.Now = new TimeSpan(now);
        frame.Dialled = _dialer.Dial(cluster, frame.Host, _authority);
        request.Schedule(Step.Dialled, now + frame.Dialled.Delay);
    }

    private void Dialled(SimRequest request, long now)
    {
        Frame frame = request.Top;
        frame.Transport = frame.Dialled.Transport;
        frame.Connection = frame.Dialled.Connection;
        if (frame.Connection is null)
        {
            frame.Outcome = TryOutcome.Failed(frame.Dialled.Kind);
            End(request, now);
        }
        else if (!frame.Connection.IsAlive)
        {
            frame.Outcome = TryOutcome.Failed(TryKind.ConnectFailure);
            End(request, now);
        }
        else
        {
            Send(request, frame, now);
        }
    }

    private void Send(SimRequest request, Frame frame, long now)
    {
        SimConnection connection = frame.Connection!;
        SimPod pod = connection.End;
        frame.IsSent = true;
        frame.Sent = now;
        if (frame.Route.Retry?.PerTryTimeout is { } limit)
        {
            frame.TryDeadline = now + limit.Ticks;
        }

        SimPod? blocked = _world.AnyBlocked ? connection.Blocked(frame.Node, _world) : null;
        if (blocked is not null || pod.Fault == FailureKind.Hangs)
        {
            request.ParkedAt = blocked ?? pod;
            request.Schedule(Step.End, long.MaxValue);
        }
        else if (connection.Broken || pod.Fault == FailureKind.Reset)
        {
            frame.Outcome = TryOutcome.Failed(TryKind.Reset);
            request.Schedule(Step.End, now + _roundTrip);
        }
        else if (pod.Fault == FailureKind.Answers503)
        {
            Answer(request, frame, 503, pod, now + _roundTrip);
        }
        else if (pod.Gateway is { } gateway)
        {
            if (connection.Route is null || connection.RouteVersion != gateway.Version)
            {
                connection.Route = gateway.Route(connection.Port, _authority, connection.Tls, connection.Sni);
                connection.RouteVersion = gateway.Version;
            }

            long arrival = now + (_roundTrip / 2) + pod.Delay;
            request.Enter(gateway, connection.Route, connection, arrival);
            request.Schedule(Step.Arrive, arrival);
        }
        else
        {
            frame.Body = _world.Timings.AnswerBytes;
            Answer(request, frame, 200, pod, now + _roundTrip + _serviceTime + pod.Delay);
        }
    }

    private static void Answer(SimRequest request, Frame frame, int code, SimPod pod, long at)
    {
        request.ServedBy = code == 200 ? pod : null;
        frame.Outcome = TryOutcome.Answered(code);
        request.Schedule(Step.End, at);
    }

    private void End(SimRequest request, long now)
    {
        Frame frame = request.Top;
        ClusterRuntime cluster = frame.Cluster!;
        TryOutcome outcome = frame.Outcome;
        cluster.Upstream.Report(frame.Host, outcome, new TimeSpan(now));
        if (frame.Connection is { } connection)
        {
            if (outcome.Kind == TryKind.Answer && !connection.Broken)
            {
                cluster.Return(frame.Host, connection);
            }
            else
            {
                CloseAt(connection, now);
            }
        }

        frame.IsSent = false;
        frame.Host = -1;
        frame.TryDeadline = long.MaxValue;
        RetryPolicy? retry = frame.Route.Retry;
        bool covered = outcome.StatusCode >= 400 && retry is not null && retry.Covers(outcome);
        if (covered && frame.Tries.Count <= retry!.Attempts)
        {
            request.Schedule(Step.Try, now + retry.Backoff(frame.Tries.Count, ref _random).Ticks);
            return;
        }

        if (_logs && outcome.Kind != TryKind.Answer)
        {
            frame.Body = outcome.Kind is TryKind.TryTimeout or TryKind.RequestTimeout ? TimeoutBody : ResponseDetails.BodyLength(outcome.Kind, retry is not null);
        }

        Finish(request, outcome.StatusCode, ResponseFlags.Of(outcome, covered), ResponseDetails.Of(outcome.Kind, frame.Transport), now);
    }

    private void Finish(SimRequest request, int code, string flags, string details, long now)
    {
        Frame frame = request.Leave();
        if (_logs)
        {
            _world.Log.Finished(frame, request, code, flags, details, now);
        }

        if (request.Depth == 0)
        {
            Finished = new FinishedRequest(code, flags, Math.Max(1, frame.Tries.Count));
            request.Next = Step.Done;
            request.NextAt = now;
            return;
        }

        Frame parent = request.Top;
        parent.Body = frame.Body;
        parent.Outcome = TryOutcome.Answered(code);
        request.Schedule(Step.End, now + (_roundTrip / 2));
    }
}
