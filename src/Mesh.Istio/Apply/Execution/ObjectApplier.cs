using System.Text.Json;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Planning;

namespace Mesh.Istio.Apply.Execution;

/// <summary>Applies one object and finds out what came of it.</summary>
internal sealed class ObjectApplier(ClusterApi api, ApplyOptions options)
{
    public async Task<ObjectOutcome> ApplyAsync(Decision decision, CancellationToken cancellation)
    {
        ValueList<FieldConflict> owners = decision.Conflicts;
        ApiResponse response = await api.ApplyAsync(decision.Desired, force: false, dryRun: false, cancellation).ConfigureAwait(false);
        if (response.Kind == ResponseKind.FieldConflict)
        {
            owners = response.Conflicts;
            if (decision.MayForce(options))
            {
                response = await api.ApplyAsync(decision.Desired, force: true, dryRun: false, cancellation).ConfigureAwait(false);
            }
        }

        if (response.Kind == ResponseKind.Unconfirmed)
        {
            response = await ConfirmAsync(decision.Desired, response, cancellation).ConfigureAwait(false);
        }

        return response.Kind switch
        {
            ResponseKind.Ok or ResponseKind.Created => Done(decision, response, owners),
            ResponseKind.FieldConflict => new(ApplyOutcome.Conflict, "", Finding.Conflict) { Conflicts = response.Conflicts },
            ResponseKind.Forbidden => new(ApplyOutcome.Forbidden, response.Message, Finding.Forbidden),
            ResponseKind.NamespaceMissing => new(ApplyOutcome.Invalid, response.Message, Finding.NamespaceMissing),
            ResponseKind.NotServed => new(ApplyOutcome.Invalid, $"The cluster does not serve {decision.Desired.Key.Kind}.", Finding.NotServed),
            ResponseKind.Invalid => new(ApplyOutcome.Invalid, await RejectionExplainer.ExplainAsync(api, decision.Desired, response, cancellation).ConfigureAwait(false), Finding.Refused),
            ResponseKind.Unconfirmed => new(ApplyOutcome.Unknown, response.Message, Finding.Failed),
            _ => new(ApplyOutcome.Failed, response.Message, Finding.Failed),
        };
    }

    private static ObjectOutcome Done(Decision decision, ApiResponse response, ValueList<FieldConflict> owners)
    {
        if (response.IsBeingDeleted)
        {
            return new(ApplyOutcome.Deleting, "It is being deleted and will be created again by a run after it is gone.", Finding.BeingDeleted);
        }

        ApplyOutcome outcome = response.Kind == ResponseKind.Created || decision.Live is null ? ApplyOutcome.Created
            : response.ResourceVersion == decision.Live.ResourceVersion ? ApplyOutcome.Unchanged
            : ApplyOutcome.Updated;
        return new(outcome, response.Changed.IsEmpty ? "" : $"{string.Join("; ", response.Changed)}.", response.Changed.IsEmpty ? Finding.None : Finding.Mutated) { Conflicts = owners };
    }

    // The answer was lost, not necessarily the write.
    private async Task<ApiResponse> ConfirmAsync(DesiredObject desired, ApiResponse lost, CancellationToken cancellation)
    {
        ApiResponse found = await api.GetAsync(desired.Key, cancellation).ConfigureAwait(false);
        if (!found.IsSuccess)
        {
            return lost;
        }

        using var document = JsonDocument.Parse(desired.Json);
        return FieldOwnership.IsNoOp(document.RootElement, found.Body, options.FieldManager) ? found : lost;
    }
}
