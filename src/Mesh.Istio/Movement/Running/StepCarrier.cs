using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Apply;
using Mesh.Istio.Capacity;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Movement.Running;

/// <summary>Carries out single steps. Doing one again is doing it once.</summary>
internal sealed class StepCarrier(IReadOnlyCollection<ClusterConnection> connections, Applier applier, MovementRunnerOptions options)
{
    /// <summary>Does what the step says and watches; why it could not, or null.</summary>
    public async Task<string?> CarryOutAsync(MovementPlan plan, MovementStep step, CancellationToken cancellationToken)
    {
        if (step.Action is MovementAction.Scale or MovementAction.Users && options.Outside is { } outside
            && await AskOutsideAsync(outside, step, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        string? failure = step.Action == MovementAction.Scale ? await WaitForPodsAsync(plan, step, cancellationToken).ConfigureAwait(false)
            : await ApplyAsync(step.Resources!, cancellationToken).ConfigureAwait(false);
        if (failure is null && step.Watched > TimeSpan.Zero)
        {
            await Task.Delay(step.Watched, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }

        return failure;
    }

    /// <summary>Applies until every cluster has it; why that could not be, or null.</summary>
    public async Task<string?> ApplyAsync(MeshResources resources, CancellationToken cancellationToken)
    {
        var patience = new Patience(options);
        while (true)
        {
            ApplyResult result = await applier.ApplyAsync(resources, null, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (result.IsComplete)
            {
                return null;
            }

            if (!MayPass(result) || !await patience.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                Diagnostic? first = result.Diagnostics.Errors.Concat(result.Diagnostics).FirstOrDefault();
                return first is null ? "not every object is in sync" : $"{first.Code} {first.Path}: {first.Message}";
            }
        }
    }

    // What is refused for its content or for want of rights is refused the next time, too.
    private static bool MayPass(ApplyResult result) => result.Objects.Any(entry => !entry.IsInSync && entry.Outcome
        is not (ApplyOutcome.Conflict or ApplyOutcome.Forbidden or ApplyOutcome.Invalid or ApplyOutcome.NotAttempted))
        || !result.Objects.Any(entry => entry.Outcome is ApplyOutcome.Conflict or ApplyOutcome.Forbidden or ApplyOutcome.Invalid);

    private async Task<string?> AskOutsideAsync(
        Func<MovementStep, CancellationToken, Task> outside, MovementStep step, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await outside(step, limit.Token).WaitAsync(options.StepLimit, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return null;
        }
#pragma warning disable CA1031 // The user's callback may throw anything, and the movement has to go back then.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await limit.CancelAsync().ConfigureAwait(false);
            return e is TimeoutException ? "nobody answered who does what Mesh cannot" : e.Message;
        }
    }

    private async Task<string?> WaitForPodsAsync(MovementPlan plan, MovementStep step, CancellationToken cancellationToken)
    {
        var patience = new Patience(options);
        while (true)
        {
            Inventory live = await Inventory.ReadAsync(connections, options.Inventory, cancellationToken).ConfigureAwait(false);
            string[] missing = [.. Missing(plan, step, live)];
            if (missing.Length == 0)
            {
                return null;
            }

            if (!await patience.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                return $"pods are not ready: {string.Join("; ", missing)}";
            }
        }
    }

    private static IEnumerable<string> Missing(MovementPlan plan, MovementStep step, Inventory live)
    {
        foreach ((string cluster, string workload) in step.Pods.Select(pods => (pods.Cluster, pods.Workload)).Distinct())
        {
            // How many there are to be is said where they get requests.
            int wanted = plan.Steps.Max(later => later.Load.Find(cluster, workload)?.Pods ?? 0);
            int ready = live.Find(cluster) is { } there ? InventoryScaling.PodsOf(there, workload).Count(pod => pod.Ready) : 0;
            if (ready < wanted)
            {
                yield return FormattableString.Invariant($"{ready} of {wanted} of {workload} in {cluster}");
            }
        }
    }
}
