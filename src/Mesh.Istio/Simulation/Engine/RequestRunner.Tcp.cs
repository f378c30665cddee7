using Mesh.Istio.Failures;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>
/// TCP: each call is a new connection, on which a message is sent and one awaited. A proxy tries once, learns of a host whether it
/// connected, and learns nothing of what came then.
/// </summary>
internal sealed partial class RequestRunner
{
    private void ArriveTcp(SimRequest request, ProxyHop hop, long now)
    {
        if (hop.Refusal is not null)
        {
            FinishTcp(request, answered: false, "-", now);
            return;
        }

        hop.Cluster = hop.Route.Result.Error is null && !hop.Route.AnswersItself ? hop.Route.Choose(ref _random, out _) : null;
        if (hop.Cluster is not { } cluster)
        {
            FinishTcp(request, answered: false, "NR", now);
            return;
        }

        if (!cluster.Pool.HasRoomForConnection)
        {
            FinishTcp(request, answered: false, "UO", now);
            return;
        }

        hop.Host = cluster.Upstream.Pick(hop.Attempts, null, new TimeSpan(now), cluster.HashOf(request));
        if (hop.Host < 0)
        {
            FinishTcp(request, answered: false, "UH", now);
            return;
        }

        if (_logs)
        {
            hop.Upstream = AccessLog.Address(cluster.Upstream.EndpointOf(hop.Host));
        }

        Acquire(request, hop, now);
    }

    private void SendBytes(SimRequest request, ProxyHop hop, long now)
    {
        SimConnection connection = hop.Connection!;
        SimPod pod = connection.End;
        hop.Cluster!.Upstream.ReportConnected(hop.Host, new TimeSpan(now));
        if (!connection.Broken && pod.Fault == FailureKind.ApplicationHangs)
        {
            Park(request, hop, pod);
            return;
        }

        bool lost = connection.Broken || connection.Route is not null
            || pod.Fault is FailureKind.Reset or FailureKind.Answers503 or FailureKind.ApplicationDown
            || _world.Access.RefusesBytes(connection, hop.Call);
        request.ServedBy = lost ? null : pod;
        hop.Outcome = lost ? AttemptOutcome.Failed(AttemptKind.Reset) : AttemptOutcome.Responded(200);
        request.Schedule(Step.End, now + _roundTrip + connection.Behind + (lost ? 0 : _serviceTime + pod.Delay));
    }

    private void EndTcp(SimRequest request, ProxyHop hop, long now)
    {
        bool connected = hop.IsSent;
        if (connected)
        {
            hop.Cluster!.Upstream.Abandon(hop.Host);
        }
        else
        {
            hop.Cluster!.Upstream.Report(hop.Host, hop.Outcome, new TimeSpan(now));
        }

        if (hop.Connection is { } connection)
        {
            CloseAt(connection, now);
        }

        bool answered = hop.Outcome.Kind == AttemptKind.Response;
        FinishTcp(request, answered, connected ? "-" : "UF,URX", now);
    }

    private void FinishTcp(SimRequest request, bool answered, string flags, long now)
    {
        ProxyHop hop = request.Leave();
        if (hop.HoldsConnection)
        {
            hop.Cluster!.Pool.Lost();
            hop.HoldsConnection = false;
        }

        if (_logs)
        {
            _world.Log.TcpFinished(hop, request, flags, now);
        }

        Finished = new FinishedRequest(answered ? 200 : 0, flags, Math.Max(1, hop.Attempts.Count), 0);
        request.Next = Step.Done;
        request.NextAt = now;
    }
}
