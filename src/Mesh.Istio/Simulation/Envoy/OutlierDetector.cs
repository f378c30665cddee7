namespace Mesh.Istio.Simulation.Envoy;

/// <summary>
/// Outlier detection of one cluster in one proxy: counts failures in a row, ejects, and lets back in at interval ticks. Restates Envoy's
/// <c>outlier_detection_impl.cc</c> for the checks that Istio uses (measured: 1.40). Hosts are small numbers given by the caller.
/// </summary>
internal sealed class OutlierDetector
{
    private readonly OutlierPolicy _policy;
    private readonly Action<int> _changed;
    private readonly Action<EjectionEvent>? _observer;
    private readonly long _maxEjectionTime;
    private readonly TimeSpan _tickLateness;
    // The hosts with a multiplier above 0, which are all that a tick has to look at.
    private readonly List<int> _troubled = [];
    private HostMonitor[] _monitors = new HostMonitor[16];
    private SeededRandom _random;
    private int _watched;
    private int _ejected;
    private long _ticks;

    /// <param name="policy">The policy.</param>
    /// <param name="firstTick">When the first interval ends.</param>
    /// <param name="tickLateness">Every interval ends up to this much late.</param>
    /// <param name="random">The source of everything random.</param>
    /// <param name="changed">Called at once for every host that is ejected or let back in.</param>
    /// <param name="observer">Told of the same with its time and reason.</param>
    internal OutlierDetector(
        OutlierPolicy policy, TimeSpan firstTick, TimeSpan tickLateness, SeededRandom random, Action<int> changed,
        Action<EjectionEvent>? observer)
    {
        _policy = policy;
        _random = random;
        _changed = changed;
        _observer = observer;
        _maxEjectionTime = policy.EffectiveMaxEjectionTime.Ticks;
        _tickLateness = tickLateness;
        NextTick = firstTick.Ticks;
    }

    /// <summary>The next interval tick, in ticks of the simulation's clock.</summary>
    internal long NextTick { get; private set; }

    internal bool IsEjected(int host) => host < _monitors.Length && _monitors[host].Ejected;

    internal void Watch(int host)
    {
        if (host >= _monitors.Length)
        {
            Array.Resize(ref _monitors, Math.Max(host + 1, _monitors.Length * 2));
        }

        _monitors[host] = default;
        _watched++;
    }

    /// <summary>Forgets a host that left the cluster.</summary>
    internal void Forget(int host)
    {
        _ejected -= _monitors[host].Ejected ? 1 : 0;
        if (_monitors[host].Multiplier > 0)
        {
            _troubled.Remove(host);
        }

        _monitors[host] = default;
        _watched--;
    }

    internal void Report(int host, AttemptOutcome outcome, long now)
    {
        ref HostMonitor monitor = ref _monitors[host];
        if (_policy.SplitExternalLocalOriginErrors && outcome.WasConnected)
        {
            monitor.ConsecutiveLocal = 0;
        }

        if (_policy.SplitExternalLocalOriginErrors && outcome.IsLocalOrigin)
        {
            if (++monitor.ConsecutiveLocal == _policy.ConsecutiveLocalOriginFailure)
            {
                Suspect(host, EjectionReason.ConsecutiveLocalOriginFailure, now);
            }
        }
        else if (!outcome.IsServerError)
        {
            monitor.Consecutive5xx = 0;
            monitor.ConsecutiveGateway = 0;
        }
        else
        {
            ReportServerError(host, outcome.IsGatewayError, now);
        }
    }

    /// <summary>Ends an interval: lets hosts back in whose time is over, and lowers the multiplier of those that stayed in.</summary>
    internal void Tick()
    {
        long now = NextTick;
        // Envoy starts its timer anew after every tick, so lateness adds up.
        NextTick += Math.Max(TimeSpan.TicksPerMillisecond, _policy.Interval.Ticks + _random.NextTime(_tickLateness).Ticks);
        _ticks++;
        // Envoy keeps hosts in a hash map; which of several returns first is chance.
        int start = _troubled.Count > 1 ? _random.Next(_troubled.Count) : 0;
        for (int i = 0; i < _troubled.Count; i++)
        {
            int host = _troubled[(start + i) % _troubled.Count];
            if (_monitors[host].Ejected && now - _monitors[host].EjectedAt >= EjectionTime(_monitors[host]))
            {
                Return(host, now);
            }
        }

        for (int i = _troubled.Count - 1; i >= 0; i--)
        {
            ref HostMonitor monitor = ref _monitors[_troubled[i]];
            if (!monitor.Ejected && IsQuiet(_ticks - monitor.ReturnedInTick) && --monitor.Multiplier == 0)
            {
                _troubled.RemoveAt(i);
            }
        }
    }

    private long EjectionTime(in HostMonitor monitor) =>
        Math.Min(monitor.Multiplier * _policy.BaseEjectionTime.Ticks, _maxEjectionTime) + monitor.Jitter;

    /// <summary>
    /// The tick right after a return comes just about one interval later; whether that is enough is a matter of microseconds, hence chance.
    /// </summary>
    private bool IsQuiet(long ticksSinceReturn) => ticksSinceReturn > 1 || (ticksSinceReturn == 1 && _random.Next(2) == 0);

    private void ReportServerError(int host, bool gateway, long now)
    {
        ref HostMonitor monitor = ref _monitors[host];
        if (!gateway)
        {
            monitor.ConsecutiveGateway = 0;
        }
        else if (++monitor.ConsecutiveGateway == _policy.ConsecutiveGatewayFailure)
        {
            Suspect(host, EjectionReason.ConsecutiveGatewayFailure, now);
        }

        if (++_monitors[host].Consecutive5xx == _policy.Consecutive5xx)
        {
            Suspect(host, EjectionReason.Consecutive5xx, now);
        }
    }

    private void Suspect(int host, EjectionReason reason, long now)
    {
        ref HostMonitor monitor = ref _monitors[host];
        if (monitor.Ejected)
        {
            // The counter runs on past its threshold and cannot eject again before it is reset.
            return;
        }

        bool allowed = 100.0 * (_ejected + 1) / _watched <= Math.Min(100, _policy.MaxEjectionPercent)
            || (_policy.AlwaysEjectOneHost && _ejected == 0);
        if (allowed && IsEnforced(reason))
        {
            Eject(host, reason, now);
        }

        monitor = ref _monitors[host];
        switch (reason)
        {
            case EjectionReason.Consecutive5xx: monitor.Consecutive5xx = 0; break;
            case EjectionReason.ConsecutiveGatewayFailure: monitor.ConsecutiveGateway = 0; break;
            default: monitor.ConsecutiveLocal = 0; break;
        }
    }

    private bool IsEnforced(EjectionReason reason)
    {
        int percent = reason switch
        {
            EjectionReason.Consecutive5xx => _policy.EnforcingConsecutive5xx,
            EjectionReason.ConsecutiveGatewayFailure => _policy.EnforcingConsecutiveGatewayFailure,
            _ => _policy.EnforcingConsecutiveLocalOriginFailure,
        };
        return percent >= 100 || (percent > 0 && _random.Next(100) < percent);
    }

    private void Eject(int host, EjectionReason reason, long now)
    {
        ref HostMonitor monitor = ref _monitors[host];
        monitor.Ejected = true;
        monitor.EjectedAt = now;
        monitor.Jitter = _random.NextTime(_policy.MaxEjectionTimeJitter).Ticks;
        _ejected++;
        if (monitor.Multiplier == 0)
        {
            _troubled.Add(host);
        }

        if (monitor.Multiplier * _policy.BaseEjectionTime.Ticks < _maxEjectionTime + _policy.BaseEjectionTime.Ticks)
        {
            monitor.Multiplier++;
        }

        _observer?.Invoke(new EjectionEvent(TimeSpan.FromTicks(now), host, reason, monitor.Multiplier));
        _changed(host);
    }

    private void Return(int host, long now)
    {
        ref HostMonitor monitor = ref _monitors[host];
        monitor.Ejected = false;
        monitor.ReturnedInTick = _ticks;
        monitor.ResetCounters();
        _ejected--;
        _observer?.Invoke(new EjectionEvent(TimeSpan.FromTicks(now), host, null, monitor.Multiplier));
        _changed(host);
    }
}
