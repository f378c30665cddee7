using Mesh.Istio.Reconciling.Election;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Tests.Reconciling;

/// <summary>A replica that does nothing but lead.</summary>
internal sealed class Elector : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ClusterConnection _connection;
    private readonly Task _running;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isDisposed;

    public Elector(ClusterConnection connection, LeaderElectionOptions options, TimeProvider time, Func<CancellationToken, Task> lead)
    {
        _connection = connection;
        _running = new LeaderElector(connection, options, time, Take).RunAsync(lead, _stop.Token);
    }

    public LeaseView View { get; private set; } = new("", false, null);

    public async Task<LeaseView> UntilAsync(Func<LeaseView, bool> condition)
    {
        while (true)
        {
            Task changed = Volatile.Read(ref _changed).Task;
            if (condition(View))
            {
                return View;
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await _stop.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _connection.Dispose();
            _stop.Dispose();
        }
    }

    private void Take(LeaseView view)
    {
        View = view;
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
