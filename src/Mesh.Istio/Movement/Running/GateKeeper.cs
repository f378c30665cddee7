using Mesh.Istio.Apply;

namespace Mesh.Istio.Movement.Running;

/// <summary>Asks gates, and does not wait for one longer than it may take.</summary>
internal sealed class GateKeeper(MovementRunnerOptions options)
{
    /// <summary>Why the first gate that did not open did not; null when all did.</summary>
    public async Task<string?> AskAsync(MovementGateContext context, CancellationToken cancellationToken)
    {
        IEnumerable<MovementGate> gates = (context.IsCarriedOut ? options.After : options.Before).AsEnumerable();
        foreach (MovementGate gate in gates)
        {
            if (await AskAsync(gate, context, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private async Task<string?> AskAsync(MovementGate gate, MovementGateContext context, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // A gate need not look at its token.
            GateDecision decision = await gate(context, limit.Token)
                .WaitAsync(options.GateLimit, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return decision.MayProceed ? null : $"a gate did not open: {decision.Reason}";
        }
#pragma warning disable CA1031 // The user's callback may throw anything, and the movement has to go back then.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await limit.CancelAsync().ConfigureAwait(false);
            return e is TimeoutException
                ? FormattableString.Invariant($"a gate did not answer within {options.GateLimit.TotalSeconds:0.##} s")
                : $"a gate failed: {e.Message}";
        }
    }
}
