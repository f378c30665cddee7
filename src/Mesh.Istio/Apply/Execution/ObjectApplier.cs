using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Planning;

namespace Mesh.Istio.Apply.Execution;

/// <summary>Applies one object and says what happened to it.</summary>
internal sealed class ObjectApplier(ClusterApi api, ApplyOptions options)
{
    private readonly ApplyAttempt _attempt = new(api, options, dryRun: false);

    public async Task<ObjectOutcome> ApplyAsync(Decision decision, CancellationToken cancellationToken)
    {
        AttemptResult result = await _attempt.SendAsync(decision, cancellationToken).ConfigureAwait(false);
        return result.IsShared ? new(ApplyOutcome.Unchanged, AttemptResult.Shared, Finding.None) { Conflicts = result.Owners }
            : result.Rejection is not { } rejection ? Done(decision, result)
            : new(rejection.Outcome, rejection.Message, rejection.Finding) { Conflicts = result.Response.Conflicts };
    }

    private static ObjectOutcome Done(Decision decision, AttemptResult result)
    {
        if (result.Response.IsBeingDeleted)
        {
            return new(ApplyOutcome.Deleting, Decision.BeingDeleted, Finding.BeingDeleted);
        }

        ApplyOutcome outcome = result.Response.Kind == ResponseKind.Created || decision.Live is null ? ApplyOutcome.Created
            : result.Response.ResourceVersion == decision.Live.ResourceVersion ? ApplyOutcome.Unchanged
            : ApplyOutcome.Updated;
        return result.Response.Changed is { IsEmpty: false } changed
            ? new(outcome, $"{string.Join("; ", changed)}.", Finding.Mutated) { Conflicts = result.Owners }
            : new(outcome, "", Finding.None) { Conflicts = result.Owners };
    }
}
