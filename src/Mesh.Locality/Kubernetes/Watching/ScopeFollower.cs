using Mesh.Documents;
using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;

namespace Mesh.Kubernetes.Watching;

/// <summary>
/// Keeps one scope of a cluster current: a list, then watches each of which begins where the one before ended. A version that is no longer
/// kept (HTTP 410 or the ERROR event) leads back to a list; whatever else breaks, to the next watch, after a wait that grows without
/// progress.
/// </summary>
internal sealed class ScopeFollower(
    ClusterConnection connection, LiveCluster cluster, LiveScope scope, LiveInventoryOptions options, Action changed)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private readonly TextPool _texts = new();
    private string? _version;
    private int _fruitless;
    private bool _streamFails;

    /// <summary>Follows until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ClusterRequestFailure? failure = await StepAsync(cancellationToken).ConfigureAwait(false);
            if (failure is { Kind: ClusterFailureKind.Expired })
            {
                _version = null;
                await WaitAsync(null, cancellationToken).ConfigureAwait(false);
            }
            else if (failure is not null)
            {
                // Who may list and not watch is served by lists.
                _version = failure.Kind is ClusterFailureKind.Forbidden ? null : _version;
                await WaitAsync(failure, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<ClusterRequestFailure?> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _version is null ? await ListAsync(cancellationToken).ConfigureAwait(false)
                : await WatchAsync(_version, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What one cluster sends must not end the watch of the others.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            ClusterRequestFailure failure = FailureClassifier.OfException(e, options.TimeProvider);
            _version = null;
            Report(failure);
            return failure;
        }
    }

    private async Task<ClusterRequestFailure?> ListAsync(CancellationToken cancellationToken)
    {
        ClusterResult<LiveList> result = await LiveList.ReadAsync(connection, scope, options, cancellationToken).ConfigureAwait(false);
        if (!result.TryGet(out LiveList? list, out ClusterRequestFailure? failure))
        {
            Report(failure);
            return failure;
        }

        cluster.Replace(scope, list, options.TimeProvider.GetUtcNow());
        _version = list.ResourceVersion;
        changed();
        return null;
    }

    private async Task<ClusterRequestFailure?> WatchAsync(string version, CancellationToken cancellationToken)
    {
        var request = new ClusterRequest { Path = LivePaths.Watch(scope, version, options.WatchTimeout), Accept = scope.Kind.WatchAccept };
        ClusterResult<ClusterStream> opened = await connection.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        if (!opened.TryGet(out ClusterStream? stream, out ClusterRequestFailure? failure))
        {
            if (failure.Kind != ClusterFailureKind.Expired)
            {
                Report(failure);
            }

            return failure;
        }

        // A stream that opens and breaks each time is no sign of health.
        if (!_streamFails)
        {
            Report(null);
        }

        await using (stream.ConfigureAwait(false))
        {
            failure = await ReadAsync(stream, cancellationToken).ConfigureAwait(false);
        }

        if (failure is { Kind: not ClusterFailureKind.Expired } && _fruitless > 0)
        {
            _streamFails = true;
            Report(failure);
        }

        return failure;
    }

    private async Task<ClusterRequestFailure?> ReadAsync(ClusterStream stream, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(options.WatchTimeout + Grace, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        await using var lines = new WatchLines(stream.Body, connection.Options.MaxWatchLineBytes);
        WatchEvent? current = null;
        long opened = options.TimeProvider.GetTimestamp();
        try
        {
            while (await lines.NextAsync(line => current = WatchEvent.Parse(line, scope.Kind.Mask, _texts), both.Token)
                .ConfigureAwait(false))
            {
                if (current!.Error is { } status)
                {
                    return FailureClassifier.OfStatus(status, stream.Secrets);
                }

                Take(current);
            }
        }
#pragma warning disable CA1031 // As with every answer: whatever a server sends is a failure, in the terms of the classifier.
        catch (Exception e)
#pragma warning restore CA1031
        {
            cancellationToken.ThrowIfCancellationRequested();
            return FailureClassifier.OfException(e, options.TimeProvider);
        }

        // The server ends watches as it was asked to. One that ends early without having told anything is no progress.
        _fruitless = options.TimeProvider.GetElapsedTime(opened) >= options.MaxReconnectDelay ? 0 : _fruitless;
        Progress();
        await WaitAsync(null, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private void Take(WatchEvent change)
    {
        DocumentNode node = change.Object!;
        switch (change.Type)
        {
            case "ADDED" or "MODIFIED":
                cluster.Put(scope, node);
                changed();
                break;
            case "DELETED":
                cluster.Remove(scope, node);
                changed();
                break;
            default:
                break;
        }

        _fruitless = 0;
        Progress();
        _version = LiveObject.VersionOf(node) is { Length: > 0 } version ? version : _version;
    }

    private void Progress()
    {
        cluster.Confirm(scope, options.TimeProvider.GetUtcNow());
        if (_streamFails)
        {
            _streamFails = false;
            Report(null);
        }
    }

    private void Report(ClusterRequestFailure? failure)
    {
        cluster.Report(scope, failure);
        changed();
    }

    private Task WaitAsync(ClusterRequestFailure? failure, CancellationToken cancellationToken)
    {
        TimeSpan wait = GrowingWait.After(_fruitless++, options.ReconnectDelay, options.MaxReconnectDelay);
        TimeSpan asked = failure?.RetryAfter ?? TimeSpan.Zero;
        TimeSpan longest = connection.Options.MaxRetryAfter;
        wait = asked <= wait ? wait : asked < longest ? asked : longest > wait ? longest : wait;
        return Task.Delay(wait, options.TimeProvider, cancellationToken);
    }
}
