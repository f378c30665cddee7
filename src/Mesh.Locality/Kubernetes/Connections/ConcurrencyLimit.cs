using Polly;

namespace Mesh.Kubernetes.Connections;

/// <summary>Lets so many tries through at once; the others wait for their turn.</summary>
internal sealed class ConcurrencyLimit(int permits) : ResilienceStrategy, IDisposable
{
    private readonly SemaphoreSlim _permits = new(permits, permits);

    public void Dispose() => _permits.Dispose();

    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            await _permits.WaitAsync(context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (OperationCanceledException e)
        {
            return Outcome.FromException<TResult>(e);
        }

        try
        {
            return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        finally
        {
            _permits.Release();
        }
    }
}
