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
        ApiAnswer answer = await api.ApplyAsync(decision.Wanted, force: false, dryRun: false, cancellation).ConfigureAwait(false);
        if (answer.Kind == AnswerKind.FieldConflict)
        {
            owners = answer.Conflicts;
            if (decision.MayForce(options))
            {
                answer = await api.ApplyAsync(decision.Wanted, force: true, dryRun: false, cancellation).ConfigureAwait(false);
            }
        }

        if (answer.Kind == AnswerKind.Unconfirmed)
        {
            answer = await ConfirmAsync(decision.Wanted, answer, cancellation).ConfigureAwait(false);
        }

        return answer.Kind switch
        {
            AnswerKind.Ok or AnswerKind.Created => Done(decision, answer, owners),
            AnswerKind.FieldConflict => new(ApplyOutcome.Conflict, "", Finding.Conflict) { Conflicts = answer.Conflicts },
            AnswerKind.Forbidden => new(ApplyOutcome.Forbidden, answer.Message, Finding.Forbidden),
            AnswerKind.NamespaceMissing => new(ApplyOutcome.Invalid, answer.Message, Finding.NamespaceMissing),
            AnswerKind.NotServed => new(ApplyOutcome.Invalid, $"The cluster does not serve {decision.Wanted.Key.Kind}.", Finding.NotServed),
            AnswerKind.Invalid => new(ApplyOutcome.Invalid, await Refusal.ExplainAsync(api, decision.Wanted, answer, cancellation).ConfigureAwait(false), Finding.Refused),
            AnswerKind.Unconfirmed => new(ApplyOutcome.Unknown, answer.Message, Finding.Failed),
            _ => new(ApplyOutcome.Failed, answer.Message, Finding.Failed),
        };
    }

    private static ObjectOutcome Done(Decision decision, ApiAnswer answer, ValueList<FieldConflict> owners)
    {
        if (answer.IsBeingDeleted)
        {
            return new(ApplyOutcome.Deleting, "It is being deleted and will be created again by a run after it is gone.", Finding.BeingDeleted);
        }

        ApplyOutcome outcome = answer.Kind == AnswerKind.Created || decision.Live is null ? ApplyOutcome.Created
            : answer.ResourceVersion == decision.Live.ResourceVersion ? ApplyOutcome.Unchanged
            : ApplyOutcome.Updated;
        return new(outcome, "", Finding.None) { Conflicts = owners };
    }

    // The answer was lost, not necessarily the write.
    private async Task<ApiAnswer> ConfirmAsync(WantedObject wanted, ApiAnswer lost, CancellationToken cancellation)
    {
        ApiAnswer found = await api.GetAsync(wanted.Key, cancellation).ConfigureAwait(false);
        if (!found.IsSuccess)
        {
            return lost;
        }

        using var document = JsonDocument.Parse(wanted.Json);
        return FieldOwnership.IsNoOp(document.RootElement, found.Body, options.FieldManager) ? found : lost;
    }
}
