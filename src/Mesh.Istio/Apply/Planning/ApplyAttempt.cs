using System.Text.Json;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>
/// One server-side apply of one object, as a dry run for a plan or in earnest for a run: without force first, then with force where fields
/// of others may be taken.
/// </summary>
internal sealed class ApplyAttempt(ClusterApi api, ApplyOptions options, bool dryRun)
{
    public async Task<AttemptResult> SendAsync(Decision decision, CancellationToken cancellationToken)
    {
        ValueList<FieldConflict> owners = decision.Conflicts;
        ApiResponse response = await ApplyAsync(decision, force: false, cancellationToken).ConfigureAwait(false);
        if (response.Kind == ResponseKind.FieldConflict)
        {
            owners = response.Conflicts;
            if (!options.ForceConflicts && IsSharedNamespace(decision.Desired.Key.Kind, owners))
            {
                return new AttemptResult(response, owners) { IsShared = true };
            }

            response = decision.MayForce(options, owners)
                ? await ApplyAsync(decision, force: true, cancellationToken).ConfigureAwait(false) : response;
        }

        if (response.Kind == ResponseKind.Unconfirmed && !dryRun)
        {
            response = await ConfirmAsync(decision.Desired, response, cancellationToken).ConfigureAwait(false);
        }

        if (response.IsSuccess)
        {
            return new AttemptResult(response, owners);
        }

        Rejection rejection = Rejection.Of(response, decision.Desired.Key.Kind, isWrite: !dryRun);
        return new AttemptResult(response, response.Kind == ResponseKind.FieldConflict ? response.Conflicts : owners)
        {
            Rejection = response.Kind == ResponseKind.Invalid
                ? rejection with
                {
                    Message = await RejectionExplainer.ExplainAsync(api, decision.Desired, response, cancellationToken)
                    .ConfigureAwait(false)
                }
                : rejection,
        };
    }

    private Task<ApiResponse> ApplyAsync(Decision decision, bool force, CancellationToken cancellationToken) =>
        api.ApplyAsync(decision.Desired, force, dryRun, cancellationToken);

    // Two organizations share the namespace of Mesh and differ in what its labels say about its origin. That it exists is all that either
    // needs.
    private bool IsSharedNamespace(ResourceKind kind, ValueList<FieldConflict> conflicts) => !kind.IsMember && conflicts.All(conflict =>
        conflict.Field.StartsWith($".metadata.labels.{options.LabelPrefix}/", StringComparison.Ordinal)
        || conflict.Field.StartsWith($".metadata.annotations.{options.LabelPrefix}/", StringComparison.Ordinal));

    // The response was lost, not necessarily the write.
    private async Task<ApiResponse> ConfirmAsync(DesiredObject desired, ApiResponse lost, CancellationToken cancellationToken)
    {
        ApiResponse found = await api.GetAsync(desired.Key, cancellationToken).ConfigureAwait(false);
        if (!found.IsSuccess)
        {
            return lost;
        }

        using var document = JsonDocument.Parse(desired.Json);
        return FieldOwnership.IsNoOp(document.RootElement, found.Body, options.FieldManager) ? found : lost;
    }
}
