using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>What ends a step of a request before its time: processes that end or thaw, deadlines, callers that go away.</summary>
internal sealed partial class RequestRunner
{
    private const long FirstRetransmission = 200 * TimeSpan.TicksPerMillisecond;

    private readonly List<(SimConnection Connection, ProxyNode From)> _dropped = [];

    /// <summary>A process ended: what was under way on connections through it is reset.</summary>
    /// <returns>Whether the request was concerned.</returns>
    public bool Reset(SimRequest request, SimPod pod, long now)
    {
        for (int i = 0; i < request.Depth; i++)
        {
            ProxyHop hop = request[i];
            if (hop.IsSent && hop.Connection!.Passes(pod))
            {
                request.Turn++;
                Abort(request, i + 1, now, silent: pod);
                request.ParkedAt = null;
                hop.Outcome = AttemptOutcome.Failed(AttemptKind.Reset);
                request.Schedule(Step.End, now);
                return true;
            }
        }

        return false;
    }

    /// <summary>What a frozen process held goes on at once; packets that were dropped go out again when TCP next sends them.</summary>
    public void Resume(SimRequest request, long now)
    {
        request.ParkedAt = null;
        Send(request, request.Top, now);
    }

    /// <summary>The way may be free again: connections go on when TCP next sends what was dropped (RFC 6298 as in Linux).</summary>
    public void Retransmit(long now)
    {
        _dropped.RemoveAll(entry =>
        {
            (SimConnection connection, ProxyNode from) = entry;
            if (connection.IsAlive && connection.Blocked(from, _world) is not null)
            {
                return false;
            }

            long wait = FirstRetransmission + _roundTrip;
            long at = connection.DroppedSince!.Value + wait;
            while (at < now)
            {
                wait *= 2;
                at += wait;
            }

            (connection.DroppedSince, connection.HeldUntil) = (null, at);
            return true;
        });
    }

    private void Resend(SimRequest request, long now)
    {
        ProxyHop hop = request.Top;
        long sent = hop.Sent;
        Send(request, hop, now);
        hop.Sent = sent;
    }

    private void TimeOut(SimRequest request, long now)
    {
        int which = request.TimeoutOf;
        request.Turn++;
        Abort(request, which + 1, now, silent: null);
        if (which < 0)
        {
            Finished = new FinishedRequest(0, "DC", Math.Max(1, request[0].Attempts.Count), 0);
            request.Next = Step.Done;
            request.NextAt = now;
            return;
        }

        ProxyHop hop = request.Top;
        bool whole = now >= hop.Deadline;
        Hold(request, hop);
        hop.Outcome = AttemptOutcome.Failed(whole ? AttemptKind.RequestTimeout : AttemptKind.TryTimeout);
        hop.Deadline = long.MaxValue;
        if (hop.Host < 0)
        {
            hop.Body = TimeoutBody;
            Finish(request, 504, "UT", "response_timeout", now);
            return;
        }

        End(request, now);
    }

    // The proxies further in see that their caller went away.
    private void Abort(SimRequest request, int from, long now, SimPod? silent)
    {
        while (request.Depth > from)
        {
            ProxyHop hop = request.Leave();
            Hold(request, hop);
            if (hop.Host >= 0)
            {
                hop.Cluster!.Upstream.Abandon(hop.Host);
            }

            Drop(hop, now);
            if (_logs && request.IsTcp)
            {
                _world.Log.TcpFinished(hop, request, "-", now);
            }
            else if (_logs && !(request.IsCopy && request.Depth == 0) && (silent is null || !ReferenceEquals(hop.Node.Pod, silent)))
            {
                _world.Log.Finished(hop, request, 0, "DC", "downstream_remote_disconnect", now);
            }
        }
    }

    // A request whose caller is gone takes its connection with it; in HTTP/2 only its stream.
    private void Drop(ProxyHop hop, long now)
    {
        hop.Cluster?.Pool.Ended(hop);
        if (hop.IsSent && !hop.IsShared)
        {
            CloseAt(hop.Connection!, now);
        }

        if (hop.HoldsConnection)
        {
            hop.Cluster!.Pool.Lost();
            hop.HoldsConnection = false;
            Serve(hop.Cluster, hop.Host, now);
        }
    }

    // A frozen gateway keeps what arrived and finds out later that its caller is gone.
    private static void Hold(SimRequest request, ProxyHop hop)
    {
        if (request.ParkedAt is { } pod && hop.IsSent && hop.Connection is { Route: not null } connection
            && ReferenceEquals(connection.End, pod))
        {
            pod.Frozen.Add(new BufferedRequest(request.Index, connection));
            request.ParkedAt = null;
        }
    }

    private void CloseAt(SimConnection connection, long now)
    {
        if (connection.Sessions.Count > 0)
        {
            _world.Now = new TimeSpan(now);
        }

        _world.Close(connection);
    }
}
