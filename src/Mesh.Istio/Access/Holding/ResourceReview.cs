using System.Text.Json;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Models;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Comparison;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Access.Holding;

/// <summary>Finds what differs between objects of clusters, with the right that each difference needs.</summary>
internal sealed class ResourceReview(MeshModel model)
{
    private const string ExportTo = "spec.exportTo";

    private readonly ObjectPlaces _places = new(model);
    private readonly List<ModelChange> _found = [];

    public List<ModelChange> Between(MeshResources before, MeshResources after)
    {
        foreach (string cluster in before.Clusters.Concat(after.Clusters).Select(one => one.Cluster).Distinct(StringComparer.Ordinal))
        {
            ClusterResources? old = before.Find(cluster), now = after.Find(cluster);
            Dictionary<(string, string?, string), IstioObject> left = (old?.Objects ?? default).ToDictionary(KeyOf);
            foreach (IstioObject value in now?.Objects ?? default)
            {
                left.Remove(KeyOf(value), out IstioObject? known);
                if (value != known)
                {
                    Changed(cluster, _places.PlaceOf(now, cluster, value), known, value, now?.Origins.OfSame(value) is not null);
                }
            }

            foreach (IstioObject gone in left.Values)
            {
                Deleted(cluster, gone.Kind, gone.Metadata.Namespace, gone.Metadata.Name, _places.PlaceOf(old, cluster, gone));
            }
        }

        return _found;
    }

    public List<ModelChange> Of(ApplyPlan plan, MeshResources desired)
    {
        foreach (PlannedObject planned in plan.Objects)
        {
            ClusterResources? home = desired.Find(planned.Cluster);
            IstioObject? value = (home?.Objects ?? default).FirstOrDefault(
                one => KeyOf(one) == (planned.Kind, planned.Namespace, planned.Name));
            string place = value is null ? _places.OwnerOf(planned.Cluster, planned.Namespace ?? "")
                : _places.PlaceOf(home, planned.Cluster, value);
            if (planned.Action == PlannedAction.Delete)
            {
                Deleted(planned.Cluster, planned.Kind, planned.Namespace, planned.Name, place);
            }
            else if (planned.Action == PlannedAction.Create && value is not null)
            {
                Changed(planned.Cluster, place, null, value, home?.Origins.OfSame(value) is not null);
            }
            else
            {
                Updated(planned, place);
            }
        }

        return _found;
    }

    private void Updated(PlannedObject planned, string place)
    {
        string path = Path(planned.Cluster, planned.Kind, planned.Namespace, planned.Name);
        foreach (FieldComparison field in planned.Fields.Where(field => !field.IsKept))
        {
            JsonDocument[] values = [.. new[] { field.Existing, field.Generated }.OfType<string>().Select(Parse).OfType<JsonDocument>()];
            IEnumerable<GroupedChange> changes = FieldMap.Default.Find(planned.Kind) is { } kind
                ? ObjectFields.Changes(FieldMap.Default, kind, field.Path, values.Select(value => value.RootElement))
                : [new(FieldGroups.All, field.Path)];
            _found.AddRange(changes.Select(change => Change(AccessVerb.Update, planned.Kind, place, change, path) with
            {
                Old = field.Existing,
                New = field.Generated,
            }));
            Array.ForEach(values, value => value.Dispose());
        }
    }

    private void Changed(string cluster, string place, IstioObject? old, IstioObject now, bool isGenerated)
    {
        AccessVerb verb = old is null ? AccessVerb.Create : AccessVerb.Update;
        string path = Path(cluster, now.Kind, now.Metadata.Namespace, now.Metadata.Name);
        using JsonDocument? oldJson = old is null ? null : JsonDocument.Parse(old.ToUtf8Json());
        using JsonDocument newJson = JsonDocument.Parse(now.ToUtf8Json());
        ValueList<GroupedChange> changes = FieldMap.Default.Find(now.Kind) is { } kind
            ? ObjectChanges.Between(FieldMap.Default, kind, oldJson?.RootElement, newJson.RootElement)
            : [new(FieldGroups.All, "spec")];
        // The labels by which Mesh knows its own objects are no doing of whoever changes the model.
        foreach (GroupedChange change in changes.Where(change => !isGenerated || !IsOwnMark(change)))
        {
            _found.Add(Change(verb, now.Kind, place, change, path) with
            {
                Old = ObjectFields.Text(oldJson?.RootElement, change.Path),
                New = ObjectFields.Text(newJson.RootElement, change.Path),
            });
        }

        // What the model says who sees was judged where it was said.
        if (!isGenerated && now is (VirtualService or DestinationRule or ServiceEntry))
        {
            Exported(cluster, place, path, oldJson?.RootElement, newJson.RootElement);
        }
    }

    private static bool IsOwnMark(GroupedChange change) => change.Group == FieldGroups.All
        && (change.Path.StartsWith("metadata.labels.", StringComparison.Ordinal)
            || change.Path.StartsWith("metadata.annotations.", StringComparison.Ordinal));

    // Absent is everybody.
    private void Exported(string cluster, string place, string path, JsonElement? old, JsonElement now)
    {
        HashSet<string> before = old is { } known ? [.. Exports(known)] : ["."];
        foreach (string target in Exports(now).Where(
            target => !before.Contains(target) && !before.Contains("*") && target is not ("." or "~")))
        {
            string other = target == "*" ? "" : _places.OwnerOf(cluster, target);
            if (other != place)
            {
                _found.Add(new(
                    AccessVerb.Update, other.Length == 0 ? AccessKinds.Organization : AccessKinds.Workspace, other, FieldGroup.Hosts,
                    $"{path} {ExportTo}")
                {
                    Effect = $"it is exported to {(target == "*" ? "everybody" : $"namespace {target}")}",
                });
            }
        }
    }

    private static IEnumerable<string> Exports(JsonElement value) =>
        value.TryGetProperty("spec", out JsonElement spec) && spec.TryGetProperty("exportTo", out JsonElement list)
        && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
            ? list.EnumerateArray().Select(item => item.GetString() ?? "") : ["*"];

    private void Deleted(string cluster, string kind, string? namespaceName, string name, string place) => _found.Add(Of(
        AccessVerb.Delete, kind, place, FieldGroup.All, Path(cluster, kind, namespaceName, name)) with
    {
        Old = name,
    });

    private static ModelChange Change(AccessVerb verb, string kind, string place, GroupedChange change, string path) =>
        Of(verb, kind, place, ObjectFields.GroupOf(change.Group), $"{path} {change.Path}") with
        {
            Field = ObjectFields.Pattern(change.Path),
        };

    // What no rule can name, such as a Namespace, is the organization's; so are Roles of Kubernetes, whose name is that of the model's.
    private static ModelChange Of(AccessVerb verb, string kind, string place, FieldGroup group, string path) =>
        AccessKinds.All.Contains(kind) && KindTable.Find(kind) is not { IsWhole: true } ? new(verb, kind, place, group, path)
        : new(AccessVerb.Update, AccessKinds.Organization, "", FieldGroup.All, path);

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (string, string?, string) KeyOf(IstioObject value) => (value.Kind, value.Metadata.Namespace, value.Metadata.Name);

    private static string Path(string cluster, string kind, string? namespaceName, string name) =>
        $"{cluster} {kind} {(namespaceName is null ? "" : $"{namespaceName}/")}{name}";
}
