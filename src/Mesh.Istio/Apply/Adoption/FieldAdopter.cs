using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Planning;

namespace Mesh.Istio.Apply.Adoption;

/// <summary>
/// Puts live values that somebody else may write, and has written, into what is applied. From then on Mesh owns the list that they are in,
/// so an annotation remembers what the model had then: as long as it has the same, the live value stays; a later change of the model wins.
/// </summary>
internal sealed class FieldAdopter(string cluster, ApplyOptions options, IFieldAdoption? adoption)
{
    private readonly string _mark = $"{options.LabelPrefix}/adopted";

    /// <summary>What is desired and what is live, after adoption.</summary>
    public (ValueList<DesiredObject> Desired, LiveState State) Adopt(ValueList<DesiredObject> desired, LiveState state)
    {
        if (adoption is null)
        {
            return (desired, state);
        }

        var live = new Dictionary<ObjectKey, LiveObject>(state.Live);
        ValueList<DesiredObject> adopted = [.. desired.Select(one => Adopt(one, live))];
        return (adopted, state with { Live = live });
    }

    private DesiredObject Adopt(DesiredObject desired, Dictionary<ObjectKey, LiveObject> live)
    {
        if (desired.Problem.Length > 0 || !live.TryGetValue(desired.Key, out LiveObject? found)
            || found is not { IsApplied: true, IsInSync: false, IsBeingDeleted: false, Content.ValueKind: JsonValueKind.Object })
        {
            return desired;
        }

        Dictionary<string, string?> remembered = Remembered(found.Content);
        AdoptedField[] fields = [
            .. adoption!.Find(cluster, desired.Value, found.Content).Where(field => IsTheirs(field, found, remembered))];
        ValueList<string> takesBack = [.. fields.Select(field => field.Path).Concat(remembered.Keys)];
        if (fields.Length == 0)
        {
            return takesBack.IsEmpty ? desired : desired.With(null, [], takesBack);
        }

        JsonObject json = JsonNode.Parse(desired.Json.Span)!.AsObject();
        foreach (AdoptedField field in fields)
        {
            FieldPlace.Set(json, field.Path, field.Live);
        }

        Mark(json, fields);
        byte[] utf8 = Encoding.UTF8.GetBytes(json.ToJsonString());
        using var wanted = JsonDocument.Parse(utf8);
        bool isInSync = FieldOwnership.IsNoOp(wanted.RootElement, found.Content, options.FieldManager);
        live[desired.Key] = found with { IsInSync = isInSync, Content = isInSync ? default : found.Content };
        return desired.With(utf8, [.. fields], takesBack);
    }

    // Ours again after it was adopted: then only what the model had tells a change of the model from one of theirs.
    private bool IsTheirs(AdoptedField field, LiveObject found, Dictionary<string, string?> remembered) =>
        FieldOwnership.Owns(found.Content, options.FieldManager, field.Path)
            ? remembered.TryGetValue(field.Identity, out string? model) && model == field.Desired
            : FieldOwnership.OthersOwn(found.Content, options.FieldManager, field.Path);

    private Dictionary<string, string?> Remembered(JsonElement live)
    {
        try
        {
            return live.TryGetProperty("metadata", out JsonElement metadata)
                && metadata.TryGetProperty("annotations", out JsonElement annotations)
                && annotations.ValueKind == JsonValueKind.Object && LiveObject.Text(annotations, _mark) is { Length: > 0 } text
                && JsonNode.Parse(text) is JsonObject map
                ? map.ToDictionary(entry => entry.Key, entry => entry.Value?.GetValue<string>(), StringComparer.Ordinal) : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Whoever wrote something else into it remembers nothing.
            return [];
        }
    }

    private void Mark(JsonObject json, AdoptedField[] fields)
    {
        var map = new JsonObject();
        foreach (AdoptedField field in fields.OrderBy(field => field.Identity, StringComparer.Ordinal))
        {
            map[field.Identity] = field.Desired;
        }

        JsonObject metadata = json["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        annotations[_mark] = map.ToJsonString();
    }
}
