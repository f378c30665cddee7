using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>
/// The workers of a pod and the requests before them: first come, first served. When a request will be done is known when it comes, because
/// nobody leaves the queue.
/// </summary>
internal sealed class PodQueue(SimulatedCapacity capacity, ulong seed)
{
    // One entry for each worker that has worked: when it is free.
    private readonly PriorityQueue<byte, long> _workers = new();
    private readonly PriorityQueue<byte, long> _departures = new();
    private readonly Queue<long> _starts = new();
    private SeededRandom _random = new(seed);
    private long _now;
    private long _warmAt = long.MinValue;
    private long _requests;
    private long _refused;
    private double _waited;
    private double _stayed;
    private double _present;
    private int _longest;
    private (long Requests, double Work) _sent;
    private int _halfway;
    private int _atEnd;

    private double _work;

    /// <summary>Takes a request in.</summary>
    /// <param name="at">When it comes; never before an earlier one.</param>
    /// <param name="slower">How much longer the pod works than it would.</param>
    /// <returns>When it is done; -1 when it is refused.</returns>
    public long Admit(long at, long slower)
    {
        at = Math.Max(at, _now);
        AdvanceTo(at);
        _requests++;
        bool isFree = _workers.Count < capacity.Concurrency || (_workers.TryPeek(out _, out long first) && first <= at);
        if (!isFree && _starts.Count >= capacity.QueueLimit)
        {
            _refused++;
            return -1;
        }

        long start = _workers.Count < capacity.Concurrency ? at : Math.Max(at, Taken());
        long takes = (long)Math.Round(capacity.ServiceTime.Next(ref _random) * ColdFactor(start)) + slower;
        long done = start + takes;
        _workers.Enqueue(0, done);
        _departures.Enqueue(0, done);
        if (start > at)
        {
            _starts.Enqueue(start);
            _longest = Math.Max(_longest, _starts.Count);
        }

        _waited += start - at;
        _stayed += done - at;
        _work += takes;
        return done;
    }

    /// <summary>Its process ended: nothing waits any more.</summary>
    public void Stop(long at)
    {
        AdvanceTo(Math.Max(at, _now));
        while (_departures.TryDequeue(out _, out long done))
        {
            _stayed -= done - _now;
        }

        _workers.Clear();
        _starts.Clear();
    }

    /// <summary>Its process began, with cold caches.</summary>
    public void Start(long at) => _warmAt = at + capacity.WarmUp.Ticks;

    /// <summary>Half of the requests, or all of them, have been sent.</summary>
    public void Note(long at, bool isEnd)
    {
        AdvanceTo(Math.Max(at, _now));
        _halfway = isEnd ? _halfway : _starts.Count;
        (_atEnd, _sent) = isEnd ? (_starts.Count, (_requests, _work)) : (_atEnd, _sent);
    }

    public SimulatedLoad Result(SimPod pod, TimeSpan sending)
    {
        while (_departures.TryPeek(out _, out long done))
        {
            AdvanceTo(done);
        }

        long worked = _requests - _refused;
        return new SimulatedLoad
        {
            Cluster = pod.Key.Cluster,
            Pod = Recorder.NameOf(pod),
            Capacity = capacity,
            Requests = _requests,
            Refused = _refused,
            RequestsPerSecond = sending > TimeSpan.Zero ? _sent.Requests / sending.TotalSeconds : 0,
            Utilisation = sending > TimeSpan.Zero ? _sent.Work / sending.Ticks / capacity.Concurrency : 0,
            MeanWait = worked == 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)Math.Round(_waited / worked)),
            MeanTime = worked == 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)Math.Round(_stayed / worked)),
            MeanPresent = _now == 0 ? 0 : _present / _now,
            Over = new TimeSpan(_now),
            LongestQueue = _longest,
            WaitingHalfway = _halfway,
            WaitingAtEnd = _atEnd,
        };
    }

    private void AdvanceTo(long at)
    {
        while (_departures.TryPeek(out _, out long done) && done <= at)
        {
            Pass(done);
            _departures.Dequeue();
        }

        Pass(at);
        while (_starts.TryPeek(out long start) && start <= at)
        {
            _starts.Dequeue();
        }
    }

    private void Pass(long until)
    {
        _present += _departures.Count * (double)(until - _now);
        _now = until;
    }

    private long Taken()
    {
        _workers.TryDequeue(out _, out long free);
        return free;
    }

    private double ColdFactor(long at) => at >= _warmAt ? 1
        : 1 + ((capacity.ColdFactor - 1) * Math.Min(1, (_warmAt - at) / (double)capacity.WarmUp.Ticks));
}
