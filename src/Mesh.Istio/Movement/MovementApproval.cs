using Mesh.Istio.Apply;

namespace Mesh.Istio.Movement;

/// <summary>A person as a gate: each step waits until somebody decides. Safe for concurrent use.</summary>
public sealed class MovementApproval
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<GateDecision>? _waiting;
    private MovementGateContext? _asked;

    /// <summary>What waits for a decision; <see langword="null"/> when nothing does.</summary>
    public MovementGateContext? Pending
    {
        get
        {
            lock (_gate)
            {
                return _asked;
            }
        }
    }

    /// <summary>Waits for a decision: a <see cref="MovementGate"/>.</summary>
    /// <param name="context">What is asked about.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>The decision.</returns>
    public async Task<GateDecision> AskAsync(MovementGateContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var waiting = new TaskCompletionSource<GateDecision>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            (_waiting, _asked) = (waiting, context);
        }

        try
        {
            return await waiting.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                (_waiting, _asked) = ReferenceEquals(_waiting, waiting) ? (null, null) : (_waiting, _asked);
            }
        }
    }

    /// <summary>Decides about a step that waits.</summary>
    /// <param name="step">The step's number, so that nobody approves a step that he has not seen.</param>
    /// <param name="decision">The decision.</param>
    /// <returns>Whether this step waited for a decision.</returns>
    public bool Decide(int step, GateDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        lock (_gate)
        {
            return _asked?.Step.Number == step && _waiting!.TrySetResult(decision);
        }
    }
}
