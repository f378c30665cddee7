using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Comparison;

namespace Mesh.Istio.Apply.Planning;

/// <summary>Asks the API server what would come of one object that differs, without writing.</summary>
internal sealed class PlanProbe(ClusterApi api, ApplyOptions options, IReadOnlySet<string> namespacesToCome)
{
    public async Task<(PlannedObject Object, Finding Finding)> ProbeAsync(Decision decision, CancellationToken cancellation)
    {
        ValueList<FieldConflict> owners = decision.Conflicts;
        ApiResponse response = await api.ApplyAsync(decision.Desired, force: false, dryRun: true, cancellation).ConfigureAwait(false);
        if (response.Kind == ResponseKind.FieldConflict)
        {
            owners = response.Conflicts;
            if (decision.MayForce(options))
            {
                response = await api.ApplyAsync(decision.Desired, force: true, dryRun: true, cancellation).ConfigureAwait(false);
            }
        }

        ObjectKey key = decision.Desired.Key;
        return response.Kind switch
        {
            ResponseKind.Ok or ResponseKind.Created when decision.Action == PlannedAction.Conflict => Problem(PlannedAction.Conflict, decision.Message, Finding.Conflict),
            ResponseKind.Ok or ResponseKind.Created when decision.Live is null => (Object(PlannedAction.Create, ""), Finding.None),
            ResponseKind.Ok or ResponseKind.Created => Changed(decision, owners, response.Body),
            ResponseKind.FieldConflict => Problem(PlannedAction.Conflict, decision.Message, Finding.Conflict),
            ResponseKind.Forbidden => Problem(PlannedAction.Forbidden, response.Message, Finding.Forbidden),
            ResponseKind.NamespaceMissing when namespacesToCome.Contains(key.Namespace ?? "") => (Object(PlannedAction.Create, "Not checked: its namespace does not exist yet."), Finding.None),
            ResponseKind.NamespaceMissing => Problem(PlannedAction.Invalid, response.Message, Finding.NamespaceMissing),
            ResponseKind.NotServed => Problem(PlannedAction.Invalid, $"The cluster does not serve {key.Kind.Kind}.", Finding.NotServed),
            ResponseKind.Invalid => Problem(PlannedAction.Invalid, await RejectionExplainer.ExplainAsync(api, decision.Desired, response, cancellation).ConfigureAwait(false), Finding.Refused),
            _ => Problem(PlannedAction.Unknown, response.Message, Finding.Unreachable),
        };

        PlannedObject Object(PlannedAction action, string message) => decision.ToPlanned(api.Cluster, action, message) with { Conflicts = owners };

        (PlannedObject, Finding) Problem(PlannedAction action, string message, Finding finding) => (Object(action, message), finding);
    }

    private (PlannedObject, Finding) Changed(Decision decision, ValueList<FieldConflict> owners, JsonElement result)
    {
        JsonElement live = decision.Live!.Content;
        if (JsonNode.DeepEquals(Comparable(live, withOwners: true), Comparable(result, withOwners: true)))
        {
            return (decision.ToPlanned(api.Cluster, PlannedAction.Unchanged, ""), Finding.None);
        }

        PlannedObject planned = decision.ToPlanned(api.Cluster, PlannedAction.Update, "") with { Conflicts = owners, Fields = Differences(result, live) };
        return (planned.Fields.IsEmpty ? planned with { Message = "The content stays; Mesh becomes an owner of it." } : planned, Finding.None);
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
            foreach (string name in (ReadOnlySpan<string>)["resourceVersion", "uid", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"])
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
