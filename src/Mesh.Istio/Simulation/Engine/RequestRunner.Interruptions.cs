using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>What ends a step of a request before its time: processes that end or thaw, deadlines, callers that go away.</summary>
internal sealed partial class RequestRunner
{
    /// <summary>A process ended: what was under way on connections through it is reset.</summary>
    /// <returns>Whether the request was concerned.</returns>
    public bool Reset(SimRequest request, SimPod pod, long now)
    {
        for (int i = 0; i < request.Depth; i++)
        {
            ProxyHop hop = request[i];
            if (hop.IsSent && hop.Connection!.Passes(pod))
            {
                Abort(request, i + 1, now, silent: pod);
                request.ParkedAt = null;
                hop.Outcome = AttemptOutcome.Failed(AttemptKind.Reset);
                request.Schedule(Step.End, now);
                return true;
            }
        }

        return false;
    }

    /// <summary>What a frozen or unreachable pod held goes on.</summary>
    public void Resume(SimRequest request, long now)
    {
        request.ParkedAt = null;
        Send(request, request.Top, now);
    }

    private void TimeOut(SimRequest request, long now)
    {
        int which = request.TimeoutOf;
        Abort(request, which + 1, now, silent: null);
        if (which < 0)
        {
            Finished = new FinishedRequest(0, "DC", Math.Max(1, request[0].Attempts.Count));
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

            if (hop.IsSent)
            {
                CloseAt(hop.Connection!, now);
            }

            if (_logs && (silent is null || !ReferenceEquals(hop.Node.Pod, silent)))
            {
                _world.Log.Finished(hop, request, 0, "DC", "downstream_remote_disconnect", now);
            }
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
