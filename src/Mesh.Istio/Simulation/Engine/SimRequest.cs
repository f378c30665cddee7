namespace Mesh.Istio.Simulation.Engine;

/// <summary>One request on its way through the proxies, with the one thing that happens to it next.</summary>
internal sealed class SimRequest
{
    private readonly List<ProxyHop> _hops = [];

    /// <summary>The proxies that the request is in, the client's first.</summary>
    public int Depth { get; private set; }

    public ProxyHop Top => _hops[Depth - 1];

    public ProxyHop this[int index] => _hops[index];

    public ulong Index { get; set; }

    public int Caller { get; set; }

    public int Phase { get; set; }

    public long Started { get; set; }

    /// <summary>When the caller gives up.</summary>
    public long GiveUpAt { get; set; }

    public Step Next { get; set; }

    public long NextAt { get; set; }

    /// <summary>The frame whose deadline it is that comes next; -1 is the caller's.</summary>
    public int TimeoutOf { get; set; }

    public int Version { get; set; }

    /// <summary>The place in the list of requests under way.</summary>
    public int Slot { get; set; }

    /// <summary>The pod that holds the request and does not answer.</summary>
    public SimPod? ParkedAt { get; set; }

    /// <summary>The pod that answered last.</summary>
    public SimPod? ServedBy { get; set; }

    /// <summary>How often an application has taken it in.</summary>
    public int Executions { get; set; }

    public bool HasDeadlines { get; set; }

    public CallProtocol Protocol { get; private set; }

    public bool IsTcp => Protocol == CallProtocol.Tcp;

    public bool IsGrpc => Protocol == CallProtocol.Grpc;

    /// <summary>Whether a gRPC call went through HTTP/1.1, in which its status is lost.</summary>
    public bool LostTrailers { get; set; }

    /// <summary>Whether it is sent beside those that are counted.</summary>
    public bool IsBeside { get; set; }

    /// <summary>Whether it waits for a gateway that does not take it in.</summary>
    public bool WaitsAtDoor { get; set; }

    /// <summary>Counts the times that it waited for a connection.</summary>
    public int Turn { get; set; }

    /// <summary>Whether it is a copy, of which the proxy that makes it logs nothing.</summary>
    public bool IsCopy { get; set; }

    public void Begin(ulong index, int caller, int phase, long now, long giveUpAt, CallProtocol protocol)
    {
        Depth = 0;
        Protocol = protocol;
        LostTrailers = false;
        WaitsAtDoor = false;
        IsCopy = false;
        IsBeside = false;
        Turn++;
        Executions = 0;
        Index = index;
        Caller = caller;
        Phase = phase;
        Started = now;
        GiveUpAt = giveUpAt;
        HasDeadlines = giveUpAt != long.MaxValue;
        ParkedAt = null;
        ServedBy = null;
    }

    public void Enter(ProxyNode node, RouteChoice route, SimConnection? downstream, long now)
    {
        if (_hops.Count == Depth)
        {
            _hops.Add(new ProxyHop());
        }

        _hops[Depth++].Begin(node, route, downstream, now);
        HasDeadlines |= route.Timeout is not null || route.Retry?.PerTryTimeout is not null;
    }

    public ProxyHop Leave() => _hops[--Depth];

    /// <summary>Sets what happens next, unless a deadline comes first.</summary>
    public void Schedule(Step step, long at)
    {
        Next = step;
        NextAt = at;
        if (!HasDeadlines)
        {
            return;
        }

        for (int i = -1; i < Depth; i++)
        {
            long deadline = i < 0 ? GiveUpAt : Math.Min(_hops[i].Deadline, _hops[i].TryDeadline);
            if (deadline < NextAt)
            {
                Next = Step.TimeOut;
                NextAt = deadline;
                TimeoutOf = i;
            }
        }
    }
}
