namespace Mesh.Istio.Tests.Apply;

/// <summary>
/// A clock that runs a thousand times faster: waits and timeouts of seconds take milliseconds. A hanging request has to time out while
/// others go on, which neither a clock that stands still nor one whose timeouts never end can do.
/// </summary>
internal sealed class FastTime : TimeProvider
{
    private const int Factor = 1000;

    private readonly long _start = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _start + (System.GetTimestamp() - _start) * Factor;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + System.GetElapsedTime(_start) * Factor;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Scale(dueTime), Scale(period)));

    private static TimeSpan Scale(TimeSpan span) =>
        span <= TimeSpan.Zero ? span : TimeSpan.FromTicks(Math.Max(span.Ticks / Factor, TimeSpan.TicksPerMillisecond));

    private sealed class FastTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Scale(dueTime), Scale(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
