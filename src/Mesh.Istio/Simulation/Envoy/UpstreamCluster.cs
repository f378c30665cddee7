using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Envoy;

/// <summary>
/// One Envoy cluster of one simulated proxy, on a clock that the caller moves: hosts by priority, outlier detection, and the choice of a
/// host for every try. A try is one <see cref="Pick"/> and one <see cref="Report"/>; neither allocates. Times never go back. Not
/// thread-safe.
/// </summary>
internal sealed class UpstreamCluster
{
    private readonly UpstreamClusterOptions _options;
    private readonly OutlierDetector? _detector;
    private readonly ClusterMembers _members;
    private readonly long _window;
    private SeededRandom _random;
    private MergeWindow[] _windows = [];
    private PrioritySnapshot[] _priorities = [];
    private PriorityHosts[] _hosts = [];
    private int[] _healthyLoad = [];
    private int[] _degradedLoad = [];
    private bool[] _panic = [];
    private HostState[] _states = [];
    private long _now;
    private long _nextDelivery = MergeWindow.Never;

    internal UpstreamCluster(UpstreamClusterOptions options)
    {
        _options = options;
        _random = new SeededRandom(options.Seed);
        _window = options.UpdateMergeWindow.Ticks;
        if (options.Outliers is { } policy)
        {
            _detector = new OutlierDetector(
                policy,
                options.FirstTick ?? policy.Interval,
                options.TimerLateness,
                new SeededRandom(options.Seed ^ 0xA5A5A5A5A5A5A5A5UL),
                _ => OnEjectionChange(),
                options.Observer);
        }

        _members = new ClusterMembers(_detector);
        Resize(1);
    }

    /// <summary>When something happens by itself next: a tick or a delayed update; <see cref="TimeSpan.MaxValue"/> for never.</summary>
    internal TimeSpan NextEvent => TimeSpan.FromTicks(Math.Min(_detector?.NextTick ?? MergeWindow.Never, _nextDelivery));

    /// <summary>The endpoint behind a handle, also after it left.</summary>
    internal LocalityEndpoint EndpointOf(int host) => _members.Slots[host].Endpoint;

    /// <summary>The priority of a host; of one that left, its last.</summary>
    internal int PriorityOf(int host) => _members.Slots[host].Priority;

    /// <summary>Whether outlier detection has the host ejected now, even if workers have not heard of it yet.</summary>
    internal bool IsEjected(int host) => _detector?.IsEjected(host) ?? false;

    /// <summary>
    /// Replaces the load assignment. It acts at once, delivers what is pending in the priorities it changes, and opens the merge window of
    /// exactly those. A host keeps its state as long as its address and locality stay.
    /// </summary>
    internal void ApplyAssignment(ReadOnlySpan<EndpointGroup> groups, TimeSpan now)
    {
        AdvanceTo(now);
        bool[] changed = _members.Apply(groups, _now);
        Resize(changed.Length);
        for (int i = 0; i < changed.Length; i++)
        {
            if (changed[i])
            {
                _windows[i].Delivered(_now);
                TakeSnapshot(i);
            }
        }

        UpdateLoad();
        FindNextDelivery();
    }

    /// <summary>Moves the clock: interval ticks and delayed updates up to then happen, in their order.</summary>
    internal void AdvanceTo(TimeSpan now)
    {
        long target = now.Ticks;
        while (true)
        {
            long tick = _detector?.NextTick ?? MergeWindow.Never;
            long next = Math.Min(tick, _nextDelivery);
            if (next > target)
            {
                break;
            }

            _now = next;
            if (_nextDelivery <= tick)
            {
                DeliverDue();
            }
            else
            {
                _detector!.Tick();
            }
        }

        _now = target;
        if (_options.Warmup is { } warmup)
        {
            warmup.Now = target;
        }
    }

    /// <summary>Chooses the host of the next try and notes it in <paramref name="attempts"/>.</summary>
    /// <param name="attempts">The request's tries so far; empty for its first.</param>
    /// <param name="retry">The retry policy, which decides what retries avoid.</param>
    /// <param name="now">The time.</param>
    /// <param name="hash">The hash of the request; <see langword="null"/> for chance.</param>
    /// <returns>The host's handle, or -1: no healthy upstream.</returns>
    internal int Pick(RequestAttempts attempts, RetryPolicy? retry, TimeSpan now, ulong? hash = null)
    {
        AdvanceTo(now);
        ReadOnlySpan<int> healthy = _healthyLoad;
        ReadOnlySpan<int> degraded = _degradedLoad;
        bool isRetry = attempts.Count > 0 && retry is not null;
        if (isRetry && retry!.RetriesRemoteLocalities
            && attempts.LeavePriorities(_hosts, _members.Slots, _options.Spread.OverprovisioningFactor))
        {
            healthy = attempts.HealthyLoad;
            degraded = attempts.DegradedLoad;
        }

        int picks = isRetry && retry!.AvoidsPreviousHosts ? RetryPolicy.HostSelectionAttempts + 1 : 1;
        int host = -1;
        for (int i = 0; i < picks; i++)
        {
            host = PickOnce(healthy, degraded, _options.Hashing is null ? null : hash);
            if (host < 0 || !attempts.Hosts.Contains(host))
            {
                break;
            }
        }

        return host < 0 ? -1 : Take(attempts, host);
    }

    /// <summary>Takes the host of the last try once more, as where the caller has named it.</summary>
    internal int PickAgain(RequestAttempts attempts) => Take(attempts, attempts.Hosts[^1]);

    private int Take(RequestAttempts attempts, int host)
    {
        _members.Slots[host].ActiveRequests++;
        attempts.Add(host);
        return host;
    }

    /// <summary>Reports how the try at a host ended.</summary>
    internal void Report(int host, AttemptOutcome outcome, TimeSpan now)
    {
        AdvanceTo(now);
        ref HostSlot slot = ref _members.Slots[host];
        slot.ActiveRequests--;
        if (slot.Present)
        {
            _detector?.Report(host, outcome, _now);
        }
    }

    /// <summary>Reports that a connection to a host stands, on which bytes are passed on; the try goes on.</summary>
    internal void ReportConnected(int host, TimeSpan now)
    {
        AdvanceTo(now);
        if (_members.Slots[host].Present)
        {
            _detector?.Report(host, AttemptOutcome.Responded(200), _now);
        }
    }

    /// <summary>Ends a try whose caller went away: nothing is learned of the host.</summary>
    internal void Abandon(int host) => _members.Slots[host].ActiveRequests--;

    private int PickOnce(ReadOnlySpan<int> healthy, ReadOnlySpan<int> degraded, ulong? key)
    {
        int hash = key is { } known ? (int)(known % 100) + 1 : _random.Next(100) + 1;
        int sum = 0;
        ReadOnlySpan<HostSlot> slots = _members.Slots;
        for (int i = 0; i < healthy.Length; i++)
        {
            sum += healthy[i];
            if (hash <= sum)
            {
                return _priorities[i].Pick(_panic[i], degraded: false, slots, key, ref _random);
            }
        }

        for (int i = 0; i < degraded.Length; i++)
        {
            sum += degraded[i];
            if (hash <= sum)
            {
                return _priorities[i].Pick(_panic[i], degraded: true, slots, key, ref _random);
            }
        }

        return -1;
    }

    private void Resize(int priorities)
    {
        int old = _priorities.Length;
        if (old == priorities)
        {
            return;
        }

        Array.Resize(ref _windows, priorities);
        Array.Resize(ref _priorities, priorities);
        Array.Resize(ref _hosts, priorities);
        _healthyLoad = new int[priorities];
        _degradedLoad = new int[priorities];
        _panic = new bool[priorities];
        for (int i = old; i < priorities; i++)
        {
            _windows[i] = new MergeWindow();
            TakeSnapshot(i);
        }

        UpdateLoad();
    }

    private void OnEjectionChange()
    {
        bool any = false;
        for (int i = 0; i < _windows.Length; i++)
        {
            if (_windows[i].Request(_now, _window, _random.NextTime(_options.TimerLateness).Ticks))
            {
                TakeSnapshot(i);
                any = true;
            }
        }

        if (any)
        {
            UpdateLoad();
        }

        FindNextDelivery();
    }

    private void DeliverDue()
    {
        for (int i = 0; i < _windows.Length; i++)
        {
            if (_windows[i].DueAt <= _now)
            {
                _windows[i].Delivered(_now);
                TakeSnapshot(i);
            }
        }

        UpdateLoad();
        FindNextDelivery();
    }

    private void FindNextDelivery()
    {
        _nextDelivery = MergeWindow.Never;
        foreach (MergeWindow window in _windows)
        {
            _nextDelivery = Math.Min(_nextDelivery, window.DueAt);
        }
    }

    private void TakeSnapshot(int priority)
    {
        ReadOnlySpan<ClusterPlace> places = _members.PlacesOf(priority);
        ReadOnlySpan<HostSlot> slots = _members.Slots;
        if (_states.Length < slots.Length)
        {
            Array.Resize(ref _states, slots.Length * 2);
        }

        foreach (ClusterPlace place in places)
        {
            foreach (int host in place.Hosts)
            {
                HostState state = slots[host].State;
                _states[host] = state != HostState.Excluded && IsEjected(host) ? HostState.Unhealthy : state;
            }
        }

        _priorities[priority] = PrioritySnapshot.Take(priority, places, slots, _states, _options, ref _random);
        _hosts[priority] = _priorities[priority].Hosts;
    }

    private void UpdateLoad() => PriorityLoadCalculator.Compute(
        _hosts, _options.Spread.EffectivePanicThreshold, _options.Spread.OverprovisioningFactor, _healthyLoad, _degradedLoad, _panic);
}
