using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Movement.Running;

/// <summary>Waits between tries, until a step has taken as long as it may.</summary>
internal sealed class Patience(MovementRunnerOptions options)
{
    private readonly long _since = options.TimeProvider.GetTimestamp();
    private int _tries;

    /// <summary>Waits before another try; false when there is no time for one.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (options.TimeProvider.GetElapsedTime(_since) >= options.StepLimit)
        {
            return false;
        }

        TimeSpan wait = GrowingWait.After(_tries++, options.RetryDelay, options.MaxRetryDelay);
        await Task.Delay(wait, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
