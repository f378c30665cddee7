namespace Mesh.Localities.Tests.Live;

/// <summary>
/// A clock on which short waits are over at once and are written down, and long ones (timeouts) never end. Now moves on by every wait.
/// Tests read the waits from it, so they are exact; the clock of the fault matrix is fast instead, because its timeouts must end.
/// </summary>
internal sealed class HastyTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _waits = [];
    private TimeSpan _passed;

    /// <summary>The shortest wait that never ends.</summary>
    public TimeSpan Timeouts { get; init; } = TimeSpan.FromSeconds(30);

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(56) + Passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Passed.Ticks;

    public void Pass(TimeSpan time)
    {
        lock (_gate)
        {
            _passed += time;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HastyTimer(this, System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    private TimeSpan Passed
    {
        get
        {
            lock (_gate)
            {
                return _passed;
            }
        }
    }

    private TimeSpan Due(TimeSpan wanted)
    {
        if (wanted < TimeSpan.Zero || wanted >= Timeouts)
        {
            return Timeout.InfiniteTimeSpan;
        }

        lock (_gate)
        {
            _waits.Add(wanted);
            _passed += wanted;
        }

        return TimeSpan.Zero;
    }

    private sealed class HastyTimer(HastyTime time, ITimer real) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(time.Due(dueTime), Timeout.InfiniteTimeSpan);

        public void Dispose() => real.Dispose();

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
