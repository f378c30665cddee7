namespace Mesh.Istio.Reconciling;

/// <summary>Shows the status of a reconciler, and since when something is wrong. Safe for concurrent use.</summary>
internal sealed class StatusPublisher(TimeProvider time)
{
    private readonly StatusBoard<ReconcilerStatus> _board = new(new ReconcilerStatus());
    private long _troubledAt;

    public ReconcilerStatus Current => _board.Current;

    /// <summary>How long something has been wrong, by the clock that nobody sets; zero while nothing is.</summary>
    public TimeSpan TroubledFor =>
        Current.TroubledSince is null ? TimeSpan.Zero : time.GetElapsedTime(Interlocked.Read(ref _troubledAt));

    public void Update(Func<ReconcilerStatus, ReconcilerStatus> change) => _board.Update(before =>
    {
        ReconcilerStatus next = Judge(before, change(before), time.GetUtcNow());
        if (next.TroubledSince is not null && before.TroubledSince is null)
        {
            Interlocked.Exchange(ref _troubledAt, time.GetTimestamp());
        }

        return next;
    });

    public Task<ReconcilerStatus> WaitForAsync(Func<ReconcilerStatus, bool> condition, CancellationToken cancellationToken) =>
        _board.WaitForAsync(condition, cancellationToken);

    private static ReconcilerStatus Judge(ReconcilerStatus before, ReconcilerStatus next, DateTimeOffset now)
    {
        bool isWell = next.State switch
        {
            ReconcilerState.Leading => next.IsSettled,
            ReconcilerState.Standby => !next.Diagnostics.Any(finding => finding.Code == ReconcilerDiagnostics.LeaseFailed.Code),
            _ => true,
        };
        return next with
        {
            LastSuccess = next.IsSettled && !before.IsSettled ? now : before.LastSuccess,
            TroubledSince = isWell ? null : before.TroubledSince ?? now,
        };
    }
}
