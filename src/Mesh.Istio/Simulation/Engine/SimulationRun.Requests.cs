using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>How requests begin: those that are counted, and those beside them.</summary>
internal sealed partial class SimulationRun
{
    private void Start(long at)
    {
        int caller = _arrivals.Take();
        Request call = _plan.CallAt(_index);
        RouteChoice route = RouteOf(call, at);

        long giveUpAt = _giveUpAfter == long.MaxValue ? long.MaxValue : at + _giveUpAfter;
        Enter(Begin(_client, route, _index++, caller, at, giveUpAt), at);
    }

    // Nobody waits for the answer, and what it meets counts in the proxies.
    private void StartCopy(ProxyNode proxy, RouteChoice route, long at)
    {
        SimRequest copy = Begin(proxy, route, BesideIndex + _beside++, 0, at, long.MaxValue);
        copy.IsCopy = copy.IsBeside = true;
        copy.Schedule(Step.Arrive, at);
        Wait(copy);
    }

    // Beside what is counted, as long as that goes on.
    private void StartBeside(SideRequests beside)
    {
        long at = _world.Now.Ticks;
        if (at < _plan.Duration.Ticks)
        {
            long giveUpAt = _giveUpAfter == long.MaxValue ? long.MaxValue : at + _giveUpAfter;
            SimRequest request = Begin(_client, RouteOf(beside.Request, at), BesideIndex + _beside++, 0, at, giveUpAt);
            request.IsBeside = true;
            Enter(request, at);
            _world.Later(at + beside.Interval, () => StartBeside(beside));
        }
    }

    private SimRequest Begin(ProxyNode proxy, RouteChoice route, ulong index, int caller, long at, long giveUpAt)
    {
        SimRequest request = _free.Count > 0 ? _free.Pop() : new SimRequest();
        request.Slot = _underWay.Count;
        _underWay.Add(request);
        request.Begin(index, caller, _recorder.Phase, at, giveUpAt, _protocol);
        request.Enter(proxy, route, null, at);
        return request;
    }

    private void Enter(SimRequest request, long at)
    {
        if (Door.IsShut(_client, out bool refuses))
        {
            Refuse(request, refuses, at);
            return;
        }

        if (_client.Pod is { Gateway: not null, Queue: { } queue })
        {
            EnterQueue(request, queue, at);
            return;
        }

        request.Schedule(Step.Arrive, at);
        Go(request);
    }

    // Callers from outside stand before a gateway that has other work to do.
    private void EnterQueue(SimRequest request, PodQueue queue, long at)
    {
        long through = queue.Admit(at, 0);
        request.Schedule(Step.Arrive, Math.Max(at, through));
        if (through < 0)
        {
            End(request, new FinishedRequest(503, "-", 1, 0), at);
        }
        else
        {
            Wait(request);
        }
    }

    private void NoteQueues(bool isEnd)
    {
        foreach (SimPod pod in _world.Topology.Pods)
        {
            pod.Queue?.Note(_world.Now.Ticks, isEnd);
        }
    }

    private RouteChoice RouteOf(Request call, long at)
    {
        if (_routeVersion != _client.Version)
        {
            _routes.Clear();
            _routeVersion = _client.Version;
        }

        if (!_routes.TryGetValue(call, out RouteChoice? route))
        {
            _world.Now = new TimeSpan(at);
            _routes.Add(call, route = ClientRequests.RouteOf(_client, _plan, _address, call, _world.Access));
        }

        return route;
    }

    // Callers from outside stand before a gateway that is not there.
    private void Refuse(SimRequest request, bool refuses, long at)
    {
        request.WaitsAtDoor = !refuses;
        request.Schedule(Step.Arrive, refuses ? at : long.MaxValue);
        if (refuses)
        {
            End(request, new FinishedRequest(0, "-", 1, 0), at);
        }
        else
        {
            Wait(request);
        }
    }
}
