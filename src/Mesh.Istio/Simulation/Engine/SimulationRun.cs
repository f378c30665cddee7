using Mesh.Diagnostics;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Runs a plan: the next thing that happens is a planned event, a step of a request under way, or a new request.</summary>
internal sealed partial class SimulationRun
{
    private readonly SimulationPlan _plan;
    private readonly SimulationState _world;
    private readonly RequestRunner _runner;
    private readonly Recorder _recorder;
    private readonly Arrivals _arrivals;
    private readonly TimeHeap _waiting = new();
    private readonly List<SimRequest> _underWay = [];
    private readonly Stack<SimRequest> _free = new();
    private readonly PlannedEvent[] _events;
    private readonly ProxyNode _client;
    private readonly long _giveUpAfter;
    private readonly string _address;
    private readonly long _horizon;
    private readonly Dictionary<Request, RouteChoice> _routes = [];
    private readonly CallProtocol _protocol;
    private int _routeVersion = -1;
    private int _nextEvent;
    private ulong _index;
    private ulong _beside;

    // Far beyond the numbers of the requests that are counted.
    private const ulong BesideIndex = 1UL << 40;

    // Requests that are still under way this long after the last was sent count as unanswered; somebody may have asked for endless retries.
    private static TimeSpan Patience => TimeSpan.FromMinutes(10);

    public SimulationRun(SimulationPlan plan, FoundClient.Known client)
    {
        _plan = plan;
        _world = new SimulationState(plan)
        {
            Log = new AccessLog(plan.Log, plan.Start) { Port = plan.Port },
        };
        // OrderBy is stable: what was said first happens first.
        _events = [.. plan.Events.OrderBy(entry => entry.At)];
        _client = _world.AddClient(plan.ClientName, client.Proxy, client.Pod is { } pod ? _world.Topology.Find(pod) : null);
        _client = _client.Pod?.Gateway is { } gateway && client.Proxy.Type == ProxyType.Router ? gateway : _client;
        _runner = new RequestRunner(_world, Wait, StartCopy);
        _recorder = new Recorder(_world.Topology.Pods);
        _arrivals = new Arrivals(plan);
        long last = plan.Calls is { IsEmpty: false } calls ? Math.Max(plan.Duration.Ticks, calls.Max().Ticks) : plan.Duration.Ticks;
        _horizon = Math.Min(last, long.MaxValue / 2) + Patience.Ticks;
        _giveUpAfter = plan.CallerTimeout?.Ticks ?? long.MaxValue;
        _address = ClientRoute.AddressOf(_client.Config, plan.Host);
        _protocol = ClientRequests.ProtocolOf(_client, plan, _address);
    }

    public SimulationResult Run(CancellationToken cancellationToken)
    {
        _recorder.Begin("at the start", TimeSpan.Zero);
        foreach (SideRequests beside in _plan.Beside)
        {
            _world.Later(beside.From, () => StartBeside(beside));
        }

        if (_plan.Capacities.Count > 0)
        {
            _world.Later(_plan.Duration.Ticks / 2, () => NoteQueues(isEnd: false));
            _world.Later(_plan.Duration.Ticks, () => NoteQueues(isEnd: true));
        }

        Diagnostic? problem = null;
        while (true)
        {
            long at = Math.Min(NextEventAt, Math.Min(_waiting.NextAt, _arrivals.NextAt));
            if (at == long.MaxValue || (at > _horizon && NextEventAt > at))
            {
                break;
            }

            if (_world.NextLater == at)
            {
                _world.HappenLater();
            }
            else if (NextPlannedAt == at)
            {
                Happen(_events[_nextEvent++]);
            }
            else if (_waiting.NextAt == at)
            {
                if (_waiting.Pop() is { } request)
                {
                    Go(request);
                }
            }
            else
            {
                if ((_index & 0xFFFF) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                problem ??= _index == 0 ? ClientRequests.Problem(_client, _plan, _address) : null;
                if (problem is not null)
                {
                    break;
                }

                Start(at);
            }
        }

        return Result(problem);
    }

    private long NextEventAt => Math.Min(NextPlannedAt, _world.NextLater);

    private long NextPlannedAt => _nextEvent < _events.Length ? _events[_nextEvent].At.Ticks : long.MaxValue;

    // As long as nothing else comes before its next step, a request goes on without waiting.
    private void Go(SimRequest request)
    {
        do
        {
            request.Version++;
            _runner.Advance(request);
            if (request.Next == Step.Done)
            {
                Finish(request);
                return;
            }
        }
        while (request.NextAt <= _horizon && request.NextAt < _waiting.NextAt && request.NextAt < _arrivals.NextAt
            && request.NextAt < NextEventAt);
        Wait(request);
    }

    private void Wait(SimRequest request)
    {
        request.Version++;
        if (request.NextAt != long.MaxValue)
        {
            _waiting.Push(request.NextAt, request);
        }
    }

    private void Finish(SimRequest request) => End(request, _runner.Finished, request.NextAt);

    private void End(SimRequest request, in FinishedRequest finished, long now)
    {
        if (!request.IsBeside)
        {
            Count(request, finished, now);
        }

        SimRequest last = _underWay[^1];
        _underWay[request.Slot] = last;
        last.Slot = request.Slot;
        _underWay.RemoveAt(_underWay.Count - 1);
        if (!request.IsBeside)
        {
            _arrivals.Answered(request.Caller, request.Started, now);
        }

        _free.Push(request);
    }

    private void Count(SimRequest request, in FinishedRequest finished, long now)
    {
        _recorder.Count(request, finished, now);
        SimPod? pod = finished.Failed ? null : request.ServedBy;
        _plan.Observer?.Invoke(new SimulatedRequest(
            (long)request.Index,
            new TimeSpan(request.Started),
            new TimeSpan(now - request.Started),
            finished.Status,
            finished.Flags,
            finished.Attempts,
            pod?.Key.Cluster ?? "",
            Recorder.NameOf(pod))
        {
            GrpcStatus = finished.GrpcStatus,
            Executions = request.Executions,
        });
    }

    private void Happen(PlannedEvent entry)
    {
        _world.Now = entry.At;
        _world.Events.Add(new SimulationEvent(entry.At, entry.Name));
        if (entry.BeginsPhase)
        {
            _recorder.Begin(entry.Name, entry.At);
        }

        if (entry.Failure is { } failure)
        {
            WorldChange change = _world.Fail(failure);
            // Whether a gateway lets callers in may be another answer now.
            _routes.Clear();
            Apply(change, entry.At.Ticks);
        }
        else if (entry.Push is { } left)
        {
            _world.Push(left);
        }
        else if (entry.Observed is { } observed)
        {
            _world.Push(observed);
        }
        else if (entry.Resources is { } resources)
        {
            _world.Push(resources);
        }
    }

    private void Apply(WorldChange change, long now)
    {
        _runner.TryAgain(now);
        _runner.Retransmit(now);
        foreach (SimPod pod in change.Thawed)
        {
            foreach (BufferedRequest call in pod.Frozen)
            {
                AbandonedRequest.Notice(_world, pod.Gateway!, call, now);
            }

            pod.Frozen.Clear();
        }

        foreach (SimRequest request in _underWay.ToArray())
        {
            if (request.WaitsAtDoor && !Door.IsShut(_client, out _))
            {
                request.WaitsAtDoor = false;
                request.Schedule(Step.Arrive, now);
                Wait(request);
                continue;
            }

            bool concerned = change.Ended.Exists(pod => _runner.Reset(request, pod, now));
            if (!concerned && request.ParkedAt is { Fault: not FailureKind.Hangs })
            {
                _runner.Resume(request, now);
                concerned = true;
            }

            if (concerned)
            {
                Wait(request);
            }
        }
    }

    private SimulationResult Result(Diagnostic? problem)
    {
        TimeSpan end = _plan.Duration > _world.Now ? _plan.Duration : _world.Now;
        foreach (SimRequest request in _underWay.Where(request => !request.IsBeside).OrderBy(request => request.Index))
        {
            Count(request, new FinishedRequest(0, "-", Math.Max(1, request[0].Attempts.Count), 0), Math.Max(end.Ticks, request.Started));
        }

        _world.Finish(end);
        var result = new SimulationResult
        {
            Client = _plan.ClientName,
            Host = _plan.Host,
            Port = _plan.Port,
            Loads = PodQueues.Results(_world.Topology, _plan.Duration),
            Events = _world.Events.OrderBy(moment => moment.At).ToValueList(),
            Diagnostics = new DiagnosticList([
                .. _plan.Diagnostics,
                .. problem is null ? (Diagnostic[])[] : [problem],
                .. _world.Topology.Assumed.OrderBy(assumed => assumed.Path, StringComparer.Ordinal).Select(assumed => assumed.Finding),
            ]),
        };
        _recorder.Fill(ref result);
        return result;
    }
}
