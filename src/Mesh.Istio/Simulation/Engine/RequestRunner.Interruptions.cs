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
            Frame frame = request[i];
            if (frame.IsSent && frame.Connection!.Passes(pod))
            {
                Abort(request, i + 1, now, silent: pod);
                request.ParkedAt = null;
                frame.Outcome = TryOutcome.Failed(TryKind.Reset);
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
            Finished = new FinishedRequest(0, "DC", Math.Max(1, request[0].Tries.Count));
            request.Next = Step.Done;
            request.NextAt = now;
            return;
        }

        Frame frame = request.Top;
        bool whole = now >= frame.Deadline;
        Hold(request, frame);
        frame.Outcome = TryOutcome.Failed(whole ? TryKind.RequestTimeout : TryKind.TryTimeout);
        frame.Deadline = long.MaxValue;
        if (frame.Host < 0)
        {
            frame.Body = TimeoutBody;
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
            Frame frame = request.Leave();
            Hold(request, frame);
            if (frame.Host >= 0)
            {
                frame.Cluster!.Upstream.Abandon(frame.Host);
            }

            if (frame.IsSent)
            {
                CloseAt(frame.Connection!, now);
            }

            if (_logs && (silent is null || !ReferenceEquals(frame.Node.Pod, silent)))
            {
                _world.Log.Finished(frame, request, 0, "DC", "downstream_remote_disconnect", now);
            }
        }
    }

    // A frozen gateway keeps what arrived and finds out later that its caller is gone.
    private static void Hold(SimRequest request, Frame frame)
    {
        if (request.ParkedAt is { } pod && frame.IsSent && frame.Connection is { Route: not null } connection && ReferenceEquals(connection.End, pod))
        {
            pod.Frozen.Add(new FrozenCall(request.Index, connection));
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
