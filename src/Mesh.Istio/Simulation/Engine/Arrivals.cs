using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>When requests begin: at a rate, at given times, or from callers that wait for their answers.</summary>
internal sealed class Arrivals
{
    private readonly PriorityQueue<int, long>? _callers;
    private readonly ValueList<TimeSpan> _times;
    private readonly double _interval;
    private readonly bool _isRandom;
    private readonly long _gap;
    private readonly long _end;
    private SeededRandom _random;
    private double _at;
    private int _next;

    public Arrivals(SimulationPlan plan)
    {
        _end = plan.Duration.Ticks;
        _gap = Math.Max(1, plan.Gap.Ticks);
        if (plan.Calls is { } times)
        {
            _times = times.Order().ToValueList();
            NextAt = _times.IsEmpty ? long.MaxValue : _times[0].Ticks;
        }
        else if (plan.Rate > 0)
        {
            _interval = TimeSpan.TicksPerSecond / plan.Rate;
            _isRandom = plan.IsRandom;
            _random = new SeededRandom(plan.Seed ^ 0xA0761D6478BD642FUL);
            NextAt = _isRandom ? Random() : _end > 0 ? 0 : long.MaxValue;
        }
        else
        {
            _callers = new PriorityQueue<int, long>();
            for (int i = 0; i < plan.Callers; i++)
            {
                _callers.Enqueue(i, _gap * i / plan.Callers);
            }

            Peek();
        }
    }

    public long NextAt { get; private set; }

    /// <summary>Takes the next arrival.</summary>
    /// <returns>The caller's number; 0 where callers do not wait.</returns>
    public int Take()
    {
        if (_callers is not null)
        {
            int caller = _callers.Dequeue();
            Peek();
            return caller;
        }

        _next++;
        if (_isRandom)
        {
            NextAt = Random();
        }
        else if (_interval > 0)
        {
            long at = (long)Math.Round(_next * _interval);
            NextAt = at < _end ? at : long.MaxValue;
        }
        else
        {
            NextAt = _next < _times.Count ? _times[_next].Ticks : long.MaxValue;
        }

        return 0;
    }

    /// <summary>A caller has its answer and goes on, one gap after its last request began at the earliest.</summary>
    public void Answered(int caller, long started, long now)
    {
        if (_callers is not null)
        {
            _callers.Enqueue(caller, Math.Max(now, started + _gap));
            Peek();
        }
    }

    // A Poisson process: the times between two requests are exponential.
    private long Random()
    {
        _at -= Math.Log(1 - _random.NextDouble()) * _interval;
        return _at < _end ? (long)_at : long.MaxValue;
    }

    private void Peek() => NextAt = _callers!.TryPeek(out _, out long at) && at < _end ? at : long.MaxValue;
}
