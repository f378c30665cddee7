namespace Mesh.Istio.Simulation.Engine;

/// <summary>The connections of one cluster of one proxy to one host, and the requests that wait for one.</summary>
internal sealed class HostConnections
{
    private readonly Queue<(SimRequest Request, int Turn)> _waiting = new();

    /// <summary>Free connections; the one used last is used next.</summary>
    public Stack<SimConnection> Idle { get; } = new();

    /// <summary>The connection that all requests share (HTTP/2).</summary>
    public SimConnection? Shared { get; set; }

    /// <summary>How many connections are being made.</summary>
    public int Connecting { get; set; }

    /// <summary>How many requests wait; one whose caller gave up does not any more.</summary>
    public int Waiting => _waiting.Count == 0 ? 0 : _waiting.Count(entry => entry.Request.Turn == entry.Turn);

    public SimRequest? Peek()
    {
        foreach ((SimRequest request, int turn) in _waiting)
        {
            if (request.Turn == turn)
            {
                return request;
            }
        }

        return null;
    }

    public void Wait(SimRequest request) => _waiting.Enqueue((request, request.Turn));

    /// <summary>The request that has waited longest, which does not wait any more; <see langword="null"/> when none does.</summary>
    public SimRequest? Next()
    {
        while (_waiting.TryDequeue(out (SimRequest Request, int Turn) entry))
        {
            if (entry.Request.Turn == entry.Turn)
            {
                entry.Request.Turn++;
                return entry.Request;
            }
        }

        return null;
    }
}
