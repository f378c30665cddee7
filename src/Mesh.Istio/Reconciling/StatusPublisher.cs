namespace Mesh.Istio.Reconciling;

/// <summary>Shows the status, and wakes who waits for another. Safe for concurrent use.</summary>
internal sealed class StatusPublisher(TimeProvider time)
{
    private readonly Lock _gate = new();
    private ReconcilerStatus _current = new();
    private long _troubledAt;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReconcilerStatus Current => Read().Status;

    /// <summary>How long something has been wrong, by the clock that nobody sets; zero while nothing is.</summary>
    public TimeSpan TroubledFor
    {
        get
        {
            lock (_gate)
            {
                return _current.TroubledSince is null ? TimeSpan.Zero : time.GetElapsedTime(_troubledAt);
            }
        }
    }

    public void Update(Func<ReconcilerStatus, ReconcilerStatus> change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            ReconcilerStatus next = Judge(_current, change(_current), time.GetUtcNow());
            if (next == _current)
            {
                return;
            }

            _troubledAt = next.TroubledSince is not null && _current.TroubledSince is null ? time.GetTimestamp() : _troubledAt;
            _current = next;
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    public async Task<ReconcilerStatus> WaitForAsync(Func<ReconcilerStatus, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            (ReconcilerStatus status, Task changed) = Read();
            if (condition(status))
            {
                return status;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private (ReconcilerStatus Status, Task Changed) Read()
    {
        lock (_gate)
        {
            return (_current, _changed.Task);
        }
    }

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
