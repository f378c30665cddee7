using Mesh.Istio.Failures;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>One try after the other: a host, a connection, the answer.</summary>
internal sealed partial class RequestRunner
{
    private void Try(SimRequest request, long now)
    {
        ProxyHop hop = request.Top;
        ClusterRuntime cluster = hop.Cluster!;
        hop.Host = cluster.IsDialled && hop.Attempts.Count > 0
            ? cluster.Upstream.PickAgain(hop.Attempts)
            : cluster.Upstream.Pick(hop.Attempts, hop.Route.Retry, new TimeSpan(now), cluster.HashOf(request));
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

        hop.IsShared = cluster.Shares(request);
        if (cluster.Pool.HasRoomForRequest)
        {
            Acquire(request, hop, now);
        }
        else
        {
            Overflow(request, hop, now);
        }
    }

    private void Overflow(SimRequest request, ProxyHop hop, long now)
    {
        // A full cluster says nothing about a host.
        hop.Cluster!.Upstream.Abandon(hop.Host);
        hop.Host = -1;
        hop.Outcome = AttemptOutcome.Responded(503);
        hop.Body = OverflowBody;
        Finish(request, 503, "UO", "upstream_reset_before_response_started{overflow}", now);
    }

    private void Send(SimRequest request, ProxyHop hop, long now)
    {
        SimConnection connection = hop.Connection!;
        if (!hop.IsSent)
        {
            connection.Requests++;
            hop.Cluster!.Pool.Began(hop);
        }

        hop.IsSent = true;
        hop.Sent = now;
        request.LostTrailers |= request.IsGrpc && !hop.IsShared;
        if (hop.TryDeadline == long.MaxValue && hop.Route.Retry?.PerTryTimeout is { } limit && !request.IsTcp)
        {
            hop.TryDeadline = now + limit.Ticks;
        }

        SimPod pod = connection.End;
        SimPod? blocked = _world.AnyBlocked ? connection.Blocked(hop.Node, _world) : null;
        if (blocked is not null)
        {
            Park(request, hop, blocked);
        }
        else if (now < connection.HeldUntil)
        {
            request.Schedule(Step.Resend, connection.HeldUntil);
        }
        else if (request.IsTcp)
        {
            SendBytes(request, hop, now);
        }
        else if (connection.Broken)
        {
            hop.Outcome = AttemptOutcome.Failed(AttemptKind.Reset);
            request.Schedule(Step.End, now + _roundTrip + connection.Behind);
        }
        else if (pod.Fault is FailureKind.Answers503 or FailureKind.Reset)
        {
            Answer(request, hop, pod, now);
        }
        else
        {
            Arrive(request, hop, _world.Access.Judge(connection, hop.Call), now);
        }
    }

    // At a gateway, whose own policies and routes come next, or at a pod.
    private void Arrive(SimRequest request, ProxyHop hop, JudgedCall judged, long now)
    {
        SimConnection connection = hop.Connection!;
        SimPod pod = connection.End;
        if (pod.Gateway is not { } gateway)
        {
            if (judged.Refusal is { } refusal)
            {
                Respond(request, hop, refusal, pod, now + _roundTrip);
                return;
            }

            Answer(request, hop, pod, now);
            return;
        }

        if (connection.Route is null || connection.RouteVersion != gateway.Version || !ReferenceEquals(connection.RouteOf, judged.Call))
        {
            connection.Route = gateway.Route(connection.Port, judged.Call, connection.Tls, connection.Sni);
            connection.RouteVersion = gateway.Version;
            connection.RouteOf = judged.Call;
        }

        long arrival = now + (_roundTrip / 2) + pod.Delay;
        if (pod.Queue is { } queue && (arrival = queue.Admit(now + (_roundTrip / 2), pod.Delay)) < 0)
        {
            Respond(request, hop, 503, pod, now + _roundTrip);
            return;
        }

        request.Enter(gateway, connection.Route, connection, arrival);
        request.Top.Refusal = judged.Refusal;
        request.Schedule(Step.Arrive, arrival);
    }

    // What an application does, and its sidecar where it has one that speaks for it.
    private void Answer(SimRequest request, ProxyHop hop, SimPod pod, long now)
    {
        bool hasSidecar = hop.Connection!.Tls != ControlPlane.CallTls.None && pod.SpeaksMutualTls && pod.Gateway is null;
        request.Executions += pod.Fault == FailureKind.ApplicationDown ? 0 : 1;
        switch (pod.Fault)
        {
            case FailureKind.ApplicationHangs:
                Park(request, hop, pod);
                break;
            case FailureKind.Reset when !hasSidecar:
                hop.Outcome = AttemptOutcome.Failed(AttemptKind.Reset);
                request.Schedule(Step.End, now + _roundTrip);
                break;
            case FailureKind.Answers503 or FailureKind.ApplicationDown or FailureKind.Reset:
                Respond(request, hop, 503, pod, now + _roundTrip);
                break;
            default:
                Work(request, hop, pod, now);
                break;
        }
    }

    // Without a capacity a pod works on everything at once.
    private void Work(SimRequest request, ProxyHop hop, SimPod pod, long now)
    {
        long done = now + _roundTrip + _serviceTime + pod.Delay;
        if (pod.Queue is { } queue)
        {
            long way = _roundTrip / 2;
            long left = queue.Admit(now + way, pod.Delay);
            if (left < 0)
            {
                Respond(request, hop, 503, pod, now + _roundTrip);
                return;
            }

            done = left + _roundTrip - way;
        }

        int status = pod.AnswerTo(request, out int grpcStatus);
        hop.Body = status < 400 ? _world.Timings.ResponseBytes : 0;
        Respond(request, hop, status, pod, done, grpcStatus);
    }

    // A request that nothing comes back for: keep-alive may end that, a timeout, or the end of what stops it.
    private void Park(SimRequest request, ProxyHop hop, SimPod pod)
    {
        request.ParkedAt = pod;
        bool dropped = pod.Fault is not (FailureKind.Hangs or FailureKind.ApplicationHangs);
        if (dropped && hop.Connection!.DroppedSince is null)
        {
            hop.Connection.DroppedSince = hop.Sent;
            _dropped.Add((hop.Connection, hop.Node));
        }

        long closes = hop.IsShared ? hop.Cluster!.Pool.ClosesAt(hop.Connection!, hop.Node, _world) : long.MaxValue;
        hop.Outcome = AttemptOutcome.Failed(AttemptKind.Reset);
        request.Schedule(Step.End, closes);
    }

    private static void Respond(SimRequest request, ProxyHop hop, int code, SimPod pod, long at, int grpcStatus = 0)
    {
        if (request.IsGrpc && code >= 400 && grpcStatus == 0)
        {
            grpcStatus = GrpcStatuses.Of(code);
        }

        request.ServedBy = code == 200 && grpcStatus == 0 ? pod : null;
        hop.Outcome = grpcStatus > 0 ? AttemptOutcome.RespondedGrpc(grpcStatus) : AttemptOutcome.Responded(code);
        request.Schedule(Step.End, at);
    }

    private void End(SimRequest request, long now)
    {
        ProxyHop hop = request.Top;
        request.ParkedAt = null;
        if (request.IsTcp)
        {
            EndTcp(request, hop, now);
            return;
        }

        ClusterRuntime cluster = hop.Cluster!;
        AttemptOutcome outcome = hop.Outcome;
        int host = hop.Host;
        cluster.Upstream.Report(host, outcome, new TimeSpan(now));
        cluster.Pool.Ended(hop);
        Release(hop, outcome.Kind, now);
        hop.IsSent = false;
        hop.Host = -1;
        hop.TryDeadline = long.MaxValue;
        RetryPolicy? retry = hop.Route.Retry;
        bool covered = outcome.StatusCode >= 400 && retry is not null && retry.Covers(outcome);
        if (covered && hop.Attempts.Count <= retry!.Attempts && cluster.Pool.HasRoomForRetry)
        {
            cluster.Pool.BeganRetry(hop);
            request.Schedule(Step.Try, now + retry.Backoff(hop.Attempts.Count, ref _random).Ticks);
            return;
        }

        if (_logs && outcome.Kind != AttemptKind.Response)
        {
            hop.Body = outcome.Kind is AttemptKind.TryTimeout or AttemptKind.RequestTimeout ? TimeoutBody
                : ResponseDetails.BodyLength(outcome.Kind, retry is not null);
        }

        // The flag says that retries are used up, or that there is no room for another.
        bool exhausted = covered && hop.Attempts.Count > retry!.Attempts;
        string flags = covered && !exhausted ? "UO" : ResponseFlags.Of(outcome, exhausted);
        int code = outcome.GrpcStatus > 0 ? 200 : outcome.StatusCode;
        Finish(request, code, flags, ResponseDetails.Of(outcome.Kind, hop.Transport), now, outcome.GrpcStatus);
    }
}
