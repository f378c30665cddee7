namespace Mesh.Istio.Tests.Reconciling;

/// <summary>A clock that somebody sets: the time of day jumps, what has passed does not.</summary>
internal sealed class SetClock(TimeProvider time) : TimeProvider
{
    public TimeSpan Wrong { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Wrong;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(
        callback, state, dueTime, period);
}
