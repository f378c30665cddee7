namespace Mesh.Istio.Simulation.Engine;

/// <summary>Counts requests by phase and by the pod that answered.</summary>
internal sealed class Recorder(IReadOnlyList<SimPod> pods)
{
    private readonly List<(string Name, TimeSpan From)> _phases = [];
    private readonly List<long[]> _answered = [];
    private readonly List<(long Requests, long Failed, long Retried, long Retries)> _counts = [];
    private readonly HashSet<string> _home = new(StringComparer.Ordinal);
    private bool[] _isHome = [];
    private bool _left;
    private long _homeAt = -1;

    public int Phase => _phases.Count - 1;

    public long LastError { get; private set; } = -1;

    public long LongestWait { get; private set; }

    /// <summary>Begins a phase; the first failure ends the time that tells what home is.</summary>
    public void Begin(string name, TimeSpan from)
    {
        _phases.Add((name, from));
        _answered.Add(new long[Math.Max(16, pods.Count)]);
        _counts.Add(default);
    }

    public void Count(SimRequest request, in FinishedRequest finished, long now)
    {
        (long Requests, long Failed, long Retried, long Retries) counts = _counts[request.Phase];
        bool failed = finished.Failed;
        _counts[request.Phase] = (
            counts.Requests + 1, counts.Failed + (failed ? 1 : 0), counts.Retried + (finished.Attempts > 1 ? 1 : 0),
            counts.Retries + finished.Attempts - 1);
        LongestWait = Math.Max(LongestWait, now - request.Started);
        if (failed)
        {
            LastError = Math.Max(LastError, request.Started);
            Move(request.Phase, -1, request.Started);
            return;
        }

        int pod = request.ServedBy?.Index ?? -1;
        if (pod >= 0)
        {
            long[] answered = _answered[request.Phase];
            if (pod >= answered.Length)
            {
                _answered[request.Phase] = answered = Grow(answered);
            }

            answered[pod]++;
        }

        Move(request.Phase, pod, request.Started);
    }

    public void Fill(ref SimulationResult result)
    {
        var phases = new List<SimulationPhase>();
        for (int i = 0; i < _phases.Count; i++)
        {
            long[] answered = _answered[i];
            phases.Add(new SimulationPhase(_phases[i].Name, _phases[i].From)
            {
                Requests = _counts[i].Requests,
                Failed = _counts[i].Failed,
                Retried = _counts[i].Retried,
                Retries = _counts[i].Retries,
                Destinations = pods.Where(pod => pod.Index < answered.Length && answered[pod.Index] > 0)
                    .Select(pod => new SimulationDestination(pod.Key.Cluster, NameOf(pod), answered[pod.Index]))
                    .OrderByDescending(destination => destination.Requests)
                    .ThenBy(destination => destination.Cluster, StringComparer.Ordinal)
                    .ThenBy(destination => destination.Pod, StringComparer.Ordinal)
                    .ToValueList(),
            });
        }

        result = result with
        {
            Requests = phases.Sum(phase => phase.Requests),
            Failed = phases.Sum(phase => phase.Failed),
            Retried = phases.Sum(phase => phase.Retried),
            Retries = phases.Sum(phase => phase.Retries),
            LastError = LastError < 0 ? null : new TimeSpan(LastError),
            LongestWait = new TimeSpan(LongestWait),
            HomeAgain = _left && _homeAt >= 0 ? new TimeSpan(_homeAt) : null,
            IsHome = !_left || _homeAt >= 0,
            Phases = phases.ToValueList(),
        };
    }

    public static string NameOf(SimPod? pod) =>
        pod is null ? "" : pod.Key.Namespace.Length == 0 ? pod.Key.Name : $"{pod.Key.Namespace}/{pod.Key.Name}";

    // Requests end nearly in the order in which they began; a late one that began before the way home does not count against it.
    private void Move(int phase, int pod, long started)
    {
        if (phase == 0)
        {
            if (pod >= 0)
            {
                _home.Add(pods[pod].Key.Cluster);
            }

            return;
        }

        if (_isHome.Length < pods.Count)
        {
            _isHome = [.. pods.Select(candidate => _home.Contains(candidate.Key.Cluster))];
        }

        if (pod >= 0 && _isHome[pod])
        {
            _homeAt = _left && _homeAt < 0 ? started : _homeAt;
        }
        else if (_homeAt < 0 || started >= _homeAt)
        {
            _left = true;
            _homeAt = -1;
        }
    }

    private long[] Grow(long[] answered)
    {
        Array.Resize(ref answered, Math.Max(pods.Count, answered.Length * 2));
        return answered;
    }
}
