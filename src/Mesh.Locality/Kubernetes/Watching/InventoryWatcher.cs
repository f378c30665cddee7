using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Mesh.Inventories;
using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;

namespace Mesh.Kubernetes.Watching;

/// <summary>Follows all scopes of all clusters and gives an inventory after each burst of changes.</summary>
/// <remarks>
/// Lists and watches are written here because KubernetesClient has no informer, and its typed objects would be kept whole where few of
/// their fields are asked for.
/// </remarks>
internal sealed class InventoryWatcher(IReadOnlyList<ClusterConnection> connections, LiveInventoryOptions options)
{
    // One signal is enough, however many changes it stands for.
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly LiveCluster[] _clusters = [.. connections.Select(connection => new LiveCluster(connection.Cluster, options))];
    private readonly List<Task> _followers = [];

    public async IAsyncEnumerable<Inventory> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        long began = options.TimeProvider.GetTimestamp();
        await using ITimer patience = options.TimeProvider.CreateTimer(
            _ => _signals.Writer.TryWrite(true), null, options.FirstWait, Timeout.InfiniteTimeSpan);
        try
        {
            Follow(ended.Token);
            Inventory? last = null;
            while (await _signals.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (last is not null)
                {
                    await Task.Delay(options.Debounce, options.TimeProvider, cancellationToken).ConfigureAwait(false);
                }

                _signals.Reader.TryRead(out _);
                Follow(ended.Token);
                if ((last is not null || Array.TrueForAll(_clusters, cluster => cluster.IsSettled)
                    || options.TimeProvider.GetElapsedTime(began) >= options.FirstWait)
                    && LiveSnapshot.Join(_clusters.Select(cluster => cluster.Assemble())) is var inventory
                    && inventory != last)
                {
                    last = inventory;
                    yield return inventory;
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(_followers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Follow(CancellationToken cancellationToken)
    {
        for (int i = 0; i < _clusters.Length; i++)
        {
            foreach (LiveScope scope in _clusters[i].TakeNewScopes())
            {
                _followers.Add(
                    FollowAsync(
                        new ScopeFollower(connections[i], _clusters[i], scope, options, () => _signals.Writer.TryWrite(true)),
                        cancellationToken));
            }
        }
    }

    private async Task FollowAsync(ScopeFollower follower, CancellationToken cancellationToken)
    {
        try
        {
            await follower.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _signals.Writer.TryComplete(e is OperationCanceledException ? null : e);
            throw;
        }
    }
}
