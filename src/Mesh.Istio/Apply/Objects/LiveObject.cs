using System.Text.Json;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Objects;

/// <summary>What a list said about an object that matters: a desired one, or a member of the set.</summary>
internal sealed record LiveObject(ObjectKey Key)
{
    public required string Uid { get; init; }

    public required string ResourceVersion { get; init; }

    /// <summary>The apply set of which the object says to be a member; empty when it says nothing.</summary>
    public string SetId { get; init; } = "";

    /// <summary>Whether our field manager applied it, or it says that Mesh manages it.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether our field manager applied it. A label can be copied; this cannot be without its name.</summary>
    public bool IsApplied { get; init; }

    /// <summary>Whether applying the desired object would write nothing.</summary>
    public bool IsInSync { get; init; }

    /// <summary>Somebody deletes it, and a finalizer holds it.</summary>
    public bool IsBeingDeleted { get; init; }

    /// <summary>Who owns fields of it.</summary>
    public ValueList<string> Managers { get; init; }

    /// <summary>The workspace that it was generated for, as <c>tenant/workspace</c>; empty when it does not say.</summary>
    public string Workspace { get; init; } = "";

    /// <summary>The organization for which it was made; empty when it does not say.</summary>
    public string Organization { get; init; } = "";

    /// <summary>The whole object; undefined unless it is needed.</summary>
    public JsonElement Content { get; init; }

    public static LiveObject Read(ObjectKey key, JsonElement item, DesiredObject? desired, ApplyOptions options, bool keepContent)
    {
        JsonElement metadata = item.GetProperty("metadata");
        bool asWanted = desired is not null && IsNoOp(desired, item, options.FieldManager);
        bool isApplied = asWanted || FieldOwnership.IsManagedBy(item, options.FieldManager);
        return new LiveObject(key)
        {
            IsApplied = isApplied,
            Uid = Text(metadata, "uid"),
            ResourceVersion = Text(metadata, "resourceVersion"),
            SetId = Label(metadata, ApplySetNames.PartOf),
            IsInSync = asWanted,
            IsOurs = isApplied || Label(metadata, MeshLabels.ManagedBy) == MeshLabels.Mesh,
            IsBeingDeleted = metadata.TryGetProperty("deletionTimestamp", out _),
            Managers = asWanted ? default : FieldOwnership.Managers(item),
            Workspace = Label(metadata, $"{options.LabelPrefix}/workspace") is { Length: > 0 } workspace
                ? $"{Label(metadata, $"{options.LabelPrefix}/tenant")}/{workspace}" : "",
            Organization = Label(metadata, $"{options.LabelPrefix}{MeshLabels.Organization}"),
            Content = (keepContent || IsMoving(key.Kind)) && !asWanted ? item.Clone() : default,
        };
    }

    // What rounds are made from.
    private static bool IsMoving(ResourceKind kind) =>
        kind.Kind is nameof(ServiceEntry) or nameof(DestinationRule) or nameof(Gateway) or nameof(VirtualService);

    public static string Label(JsonElement metadata, string name) =>
        metadata.TryGetProperty("labels", out JsonElement labels) && labels.ValueKind == JsonValueKind.Object ? Text(labels, name) : "";

    public static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static bool IsNoOp(DesiredObject desired, JsonElement item, string manager)
    {
        using var document = JsonDocument.Parse(desired.Json);
        return FieldOwnership.IsNoOp(document.RootElement, item, manager);
    }
}
