using Mesh.Istio.Reconciling;
using Mesh.Istio.Telemetry;
using Mesh.Kubernetes.Connections;
using Microsoft.Extensions.Logging;

namespace Mesh.Istio.Tests.Reconciling;

/// <summary>A reconciler that runs.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _tooLong = CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken);
    private readonly ClusterConnection[] _connections;
    private bool _isDisposed;

    public Replica(
        ClusterConnection[] connections, IModelSource models, ReconcilerOptions options, ILogger<MeshReconciler>? logger,
        MeshTelemetry? telemetry)
    {
        _tooLong.CancelAfter(TimeSpan.FromSeconds(30));
        _connections = connections;
        Reconciler = new MeshReconciler(connections, models, options, logger, telemetry);
        Running = Reconciler.RunAsync(_stop.Token);
    }

    public MeshReconciler Reconciler { get; }

    public Task Running { get; }

    public ReconcilerStatus Status => Reconciler.Status;

    public async Task<ReconcilerStatus> UntilAsync(Func<ReconcilerStatus, bool> condition)
    {
        try
        {
            return await Reconciler.WaitForAsync(condition, _tooLong.Token);
        }
        catch (OperationCanceledException)
        {
            IEnumerable<string> clusters = Status.Clusters.Select(cluster =>
                $"{cluster.Cluster} {cluster.Failures} {cluster.Drift} {cluster.LastResult?.Diagnostics}");
            Assert.Fail(
                $"It stays {Status.State}, held {Status.IsHeld}, settled {Status.IsSettled}, with "
                    + $"{string.Join('\n', clusters)} {string.Join('\n', Status.Diagnostics.Errors)}");
            throw;
        }
    }

    public Task<ReconcilerStatus> UntilSettledAsync() => UntilAsync(status => status.IsSettled);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Running;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _stop.CancelAsync();
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Array.ForEach(_connections, connection => connection.Dispose());
        _stop.Dispose();
        _tooLong.Dispose();
    }
}
