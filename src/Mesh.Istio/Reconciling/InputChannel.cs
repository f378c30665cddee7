using System.Threading.Channels;
using Mesh.Inventories;

namespace Mesh.Istio.Reconciling;

/// <summary>
/// Holds the newest facts and wakes who decides on them. However many changes come while it is busy, it finds the last. Safe for
/// concurrent use.
/// </summary>
internal sealed class InputChannel
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private ReconcileInput _facts = ReconcileInput.None;

    public ReconcileInput Current
    {
        get
        {
            lock (_gate)
            {
                return _facts;
            }
        }
    }

    public void Put(Inventory inventory) => Change(facts => facts with { Inventory = inventory });

    public void Put(ModelReadResult model) =>
        Change(facts => facts with { Model = model.Model ?? facts.Model, ModelFindings = model.Diagnostics });

    public void Wake() => _signals.Writer.TryWrite(true);

    /// <summary>Waits until something is new, at most as long as given.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] waits = [_signals.Reader.WaitToReadAsync(over.Token).AsTask(), Task.Delay(longest, time, over.Token)];
        await Task.WhenAny(waits).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        _signals.Reader.TryRead(out _);
    }

    private void Change(Func<ReconcileInput, ReconcileInput> change)
    {
        lock (_gate)
        {
            _facts = change(_facts);
        }

        Wake();
    }
}
