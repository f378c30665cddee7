using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Comparison;

namespace Mesh.Istio.Apply.Planning;

/// <summary>Asks the API server what would come of one object that differs, without writing.</summary>
internal sealed class PlanProbe(ClusterApi api, ApplyOptions options, IReadOnlySet<string> namespacesToCome)
{
    private readonly ApplyAttempt _attempt = new(api, options, dryRun: true);

    public async Task<(PlannedObject Object, Finding Finding)> ProbeAsync(Decision decision, CancellationToken cancellationToken)
    {
        AttemptResult result = await _attempt.SendAsync(decision, cancellationToken).ConfigureAwait(false);
        if (result.IsShared)
        {
            return (Object(PlannedAction.Unchanged, AttemptResult.Shared), Finding.None);
        }

        if (result.Rejection is { } rejection)
        {
            return result.Response.Kind == ResponseKind.NamespaceMissing && namespacesToCome.Contains(decision.Desired.Key.Namespace ?? "")
                ? (Object(PlannedAction.Create, "Not checked: its namespace does not exist yet."), Finding.None)
                : (Object(rejection.Action, rejection.Message.Length > 0 ? rejection.Message : decision.Message), rejection.Finding);
        }

        return decision.Action == PlannedAction.Conflict ? (Object(PlannedAction.Conflict, decision.Message), Finding.Conflict)
            : decision.Live is null ? (Object(PlannedAction.Create, ""), Finding.None)
            : Changed(decision, result.Owners, result.Response.Body);

        PlannedObject Object(PlannedAction action, string message) =>
            decision.ToPlanned(api.Cluster, action, message) with { Conflicts = result.Owners };
    }

    private (PlannedObject, Finding) Changed(Decision decision, ValueList<FieldConflict> owners, JsonElement result)
    {
        JsonElement live = decision.Live!.Content;
        if (JsonNode.DeepEquals(Comparable(live, withOwners: true), Comparable(result, withOwners: true)))
        {
            return (decision.ToPlanned(api.Cluster, PlannedAction.Unchanged, ""), Finding.None);
        }

        PlannedObject planned = decision.ToPlanned(api.Cluster, PlannedAction.Update, "") with
        {
            Conflicts = owners,
            Fields = Differences(result, live),
        };
        return (planned.Fields.IsEmpty ? planned with { Message = "The content stays; Mesh becomes an owner of it." }
            : planned, Finding.None);
    }

    /// <summary>The fields of an object that differ, without what the API server keeps for itself.</summary>
    public static ValueList<FieldComparison> Differences(JsonElement wanted, JsonElement live)
    {
        using var left = JsonDocument.Parse(Comparable(wanted, withOwners: false).ToJsonString());
        using var right = JsonDocument.Parse(Comparable(live, withOwners: false).ToJsonString());
        return FieldComparer.Compare(left.RootElement, right.RootElement, null, knowsLast: false);
    }

    private static JsonObject Comparable(JsonElement value, bool withOwners)
    {
        var copy = JsonObject.Create(value.Clone())!;
        copy.Remove("status");
        if (copy["metadata"] is JsonObject metadata)
        {
            foreach (string name in (ReadOnlySpan<string>)["resourceVersion", "uid", "generation", "creationTimestamp", "deletionTimestamp",
                "deletionGracePeriodSeconds", "selfLink"])
            {
                metadata.Remove(name);
            }

            if (!withOwners)
            {
                metadata.Remove("managedFields");
            }

            foreach (JsonObject entry in (metadata["managedFields"] as JsonArray ?? []).OfType<JsonObject>())
            {
                entry.Remove("time");
            }
        }

        return copy;
    }
}
