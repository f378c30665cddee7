using System.Security.Cryptography;
using Mesh.Diagnostics;
using Mesh.Istio.Apply.Api;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Reconciling.Election;

/// <summary>
/// Leads while it holds a Lease, after client-go's <c>tools/leaderelection</c> (Kubernetes 1.35). Whether a Lease has run out is decided
/// by how long this replica has seen it unchanged, on its own clock: clocks of two machines are never compared.
/// </summary>
/// <remarks>
/// No two lead at once: the time until a leader stops counts from before its last renewal was sent, the time until another begins from
/// after it was seen, and the first is shorter. What a leader had sent when it stopped can still be carried out.
/// Written here because KubernetesClient's elector compares wall clocks, does not cancel the work of a leader that lost its lease, and
/// has connections of its own beside those of Mesh.
/// </remarks>
internal sealed class LeaderElector
{
    private readonly LeaseClient _client;
    private readonly LeaderElectionOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<LeaseView> _changed;
    private LeaseView _view = new("", false, null);
    private Lease? _observed;
    private long _observedAt;

    public LeaderElector(ClusterConnection connection, LeaderElectionOptions options, TimeProvider time, Action<LeaseView> changed)
    {
        _client = new LeaseClient(connection, options.Namespace, options.Name);
        _options = options;
        _time = time;
        _changed = changed;
        // A container that starts again in its pod has the same name and perhaps the same process id; it must not take itself for the one
        // before.
        Identity = options.Identity
            ?? $"{Environment.MachineName.ToLowerInvariant()}_{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
    }

    public string Identity { get; }

    /// <summary>Leads whenever it can, until it is cancelled or leading fails.</summary>
    /// <param name="lead">What a leader does; cancelled when it must stop, and only then may it end.</param>
    /// <param name="cancellationToken">Ends it; a Lease that is held is given back.</param>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        while (true)
        {
            long since = await AcquireAsync(cancellationToken).ConfigureAwait(false);
            Report(_view with { IsOurs = true });
            Task work;
            try
            {
                work = await LeadAsync(lead, since, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Report(_view with { IsOurs = false });
            }

            if (cancellationToken.IsCancellationRequested || work.IsFaulted)
            {
                await ReleaseAsync().ConfigureAwait(false);
                await work.ConfigureAwait(false);
                return;
            }
        }
    }

    private async Task<long> AcquireAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            long asked = _time.GetTimestamp();
            using var patience = new CancellationTokenSource(_options.RenewDeadline, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                if (await TryAsync(either.Token).ConfigureAwait(false) && _time.GetElapsedTime(asked) < _options.RenewDeadline)
                {
                    return asked;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                Report(_view with { Failure = TooSlow });
            }

            await Task.Delay(_options.RetryPeriod, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Leads until it may not any longer; gives the work, which has ended.</summary>
    private async Task<Task> LeadAsync(Func<CancellationToken, Task> lead, long since, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Left(since), _time);
        using var term = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        Task work = lead(term.Token);
        try
        {
            await HoldAsync(work, deadline, term.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (term.IsCancellationRequested)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Report(_view with { Failure = _view.Failure ?? TooSlow });
            }
        }
        finally
        {
            // Whatever ended the term: nobody works without the Lease.
            await term.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return work;
    }

    /// <summary>Renews the Lease until the work has ended or the Lease is another's.</summary>
    private async Task HoldAsync(Task work, CancellationTokenSource deadline, CancellationToken term)
    {
        for (bool held = true; held;)
        {
            await Task.WhenAny(work, Task.Delay(_options.RetryPeriod, _time, term)).ConfigureAwait(false);
            if (work.IsCompleted)
            {
                return;
            }

            term.ThrowIfCancellationRequested();
            long asked = _time.GetTimestamp();
            if (await TryAsync(term).ConfigureAwait(false))
            {
                deadline.CancelAfter(Left(asked));
            }
            else
            {
                held = _observed?.Holder == Identity;
            }
        }
    }

    /// <summary>Takes or renews the Lease if it is ours to take.</summary>
    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        ClusterResult<Lease> result;
        if (_observed is { } known && known.Holder == Identity)
        {
            result = await _client.ReplaceAsync(known.HeldBy(Identity, _options.LeaseDuration, _time.GetUtcNow()), cancellationToken)
                .ConfigureAwait(false);
            if (result.Failure is not { Kind: ClusterFailureKind.Conflict or ClusterFailureKind.NotFound })
            {
                return Taken(result);
            }
        }

        result = await _client.GetAsync(cancellationToken).ConfigureAwait(false);
        if (result.Failure is { Kind: ClusterFailureKind.NotFound })
        {
            return Taken(
                await _client.CreateAsync(
                    Lease.New(_options.Namespace, _options.Name, Identity, _options.LeaseDuration, _time.GetUtcNow()), cancellationToken)
                        .ConfigureAwait(false));
        }

        if (!result.TryGet(out Lease? lease, out _))
        {
            return Taken(result);
        }

        Observe(lease);
        TimeSpan duration = lease.Duration <= TimeSpan.Zero ? _options.LeaseDuration
            : lease.Duration < OptionRange.Day ? lease.Duration : OptionRange.Day;
        return (lease.Holder.Length == 0 || lease.Holder == Identity || _time.GetElapsedTime(_observedAt) >= duration)
            && Taken(
                await _client.ReplaceAsync(lease.HeldBy(Identity, _options.LeaseDuration, _time.GetUtcNow()), cancellationToken)
                    .ConfigureAwait(false));
    }

    private bool Taken(ClusterResult<Lease> written)
    {
        if (written.TryGet(out Lease? lease, out ClusterRequestFailure? failure))
        {
            // A success that names somebody else is none: the Lease is held by who stands in it.
            Observe(lease);
            return lease.Holder == Identity;
        }

        // Somebody was faster; that is no failure.
        Report(_view with { Failure = failure.Kind == ClusterFailureKind.Conflict ? null : failure });
        return false;
    }

    private async Task ReleaseAsync()
    {
        if (_observed is not { } held || held.Holder != Identity)
        {
            return;
        }

        using var patience = new CancellationTokenSource(_options.RetryPeriod, _time);
        try
        {
            // Who cannot give it back lets it run out.
            await _client.ReplaceAsync(held.Released(_time.GetUtcNow()), patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
        }
    }

    private void Observe(Lease lease)
    {
        _observedAt = lease.SaysTheSameAs(_observed) ? _observedAt : _time.GetTimestamp();
        _observed = lease;
        Report(_view with { Holder = lease.Holder, Failure = null });
    }

    private void Report(LeaseView view)
    {
        if (view != _view)
        {
            _view = view;
            _changed(view);
        }
    }

    private TimeSpan Left(long since)
    {
        TimeSpan left = _options.RenewDeadline - _time.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static ClusterRequestFailure TooSlow { get; } =
        new() { Kind = ClusterFailureKind.Timeout, Message = "The Lease could not be read or written in time." };
}
