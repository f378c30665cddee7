namespace Mesh.Istio.Reconciling;

/// <summary>Shows a status, and wakes who waits for another. Safe for concurrent use.</summary>
internal sealed class StatusBoard<T>(T first)
    where T : class, IEquatable<T>
{
    private readonly Lock _gate = new();
    private T _current = first;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public T Current => Read().Status;

    /// <summary>Changes the status; the change is made by one at a time.</summary>
    public void Update(Func<T, T> change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            T next = change(_current);
            if (next.Equals(_current))
            {
                return;
            }

            _current = next;
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    public async Task<T> WaitForAsync(Func<T, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            (T status, Task changed) = Read();
            if (condition(status))
            {
                return status;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private (T Status, Task Changed) Read()
    {
        lock (_gate)
        {
            return (_current, _changed.Task);
        }
    }
}
