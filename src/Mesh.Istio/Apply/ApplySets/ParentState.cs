using System.Buffers;
using System.Text.Json;
using Mesh.Istio.Apply.Objects;

namespace Mesh.Istio.Apply.ApplySets;

/// <summary>What the parent of an apply set says.</summary>
internal sealed record ParentState
{
    /// <summary>The parent does not exist yet.</summary>
    public static ParentState Missing { get; } = new() { Exists = false, NamesKinds = false };

    public bool Exists { get; init; } = true;

    /// <summary>Why Mesh must keep its hands off the set; empty when it need not.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Id and tooling are as Mesh writes them.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether it names the kinds of its members at all; where it does not, any kind may have some.</summary>
    public bool NamesKinds { get; init; } = true;

    /// <summary>The kinds of which there may be members, as <c>Kind.group</c>.</summary>
    public ValueList<string> GroupKinds { get; init; }

    /// <summary>The namespaces, beside the parent's own, in which there may be members.</summary>
    public ValueList<string> Namespaces { get; init; }

    public static ParentState Read(JsonElement body, ApplySetParent parent, bool takeOver)
    {
        JsonElement metadata = body.GetProperty("metadata");
        JsonElement annotations = metadata.TryGetProperty("annotations", out JsonElement given) && given.ValueKind == JsonValueKind.Object
            ? given : default;
        (string id, string tooling) = (LiveObject.Label(metadata, ApplySetNames.Id), Annotation(annotations, ApplySetNames.Tooling));
        return new ParentState
        {
            Problem = takeOver ? "" : ProblemOf(parent, id, tooling),
            IsOurs = id == parent.Id && tooling == ApplySetNames.OurTooling,
            NamesKinds = annotations.ValueKind == JsonValueKind.Object && annotations.TryGetProperty(ApplySetNames.GroupKinds, out _),
            GroupKinds = Split(Annotation(annotations, ApplySetNames.GroupKinds)),
            Namespaces = Split(Annotation(annotations, ApplySetNames.Namespaces)),
        };
    }

    /// <summary>The parent as it is applied.</summary>
    public static ReadOnlyMemory<byte> Write(ApplySetParent parent, IEnumerable<string> groupKinds, IEnumerable<string> namespaces)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion"u8, parent.Group.Length == 0 ? parent.Version : $"{parent.Group}/{parent.Version}");
            json.WriteString("kind"u8, parent.Kind);
            json.WriteStartObject("metadata"u8);
            json.WriteString("name"u8, parent.Name);
            if (parent.Namespace is not null)
            {
                json.WriteString("namespace"u8, parent.Namespace);
            }

            json.WriteStartObject("labels"u8);
            json.WriteString(ApplySetNames.Id, parent.Id);
            json.WriteEndObject();
            json.WriteStartObject("annotations"u8);
            json.WriteString(ApplySetNames.Namespaces, Join(namespaces));
            json.WriteString(ApplySetNames.GroupKinds, Join(groupKinds));
            json.WriteString(ApplySetNames.Tooling, ApplySetNames.OurTooling);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static string ProblemOf(ApplySetParent parent, string id, string tooling) =>
        tooling.Length == 0 ? $"{parent} exists and is no apply set: it lacks the annotation {ApplySetNames.Tooling}."
        : Tool(tooling) != Tool(ApplySetNames.OurTooling) ? $"{parent} is managed by '{tooling}'."
        : id != parent.Id ? $"{parent} has the label {ApplySetNames.Id} '{id}' and should have '{parent.Id}'."
        : "";

    private static string Tool(string tooling) => tooling.Split('/')[0];

    private static string Annotation(JsonElement annotations, string name) =>
        annotations.ValueKind == JsonValueKind.Object ? LiveObject.Text(annotations, name) : "";

    private static string Join(IEnumerable<string> names) =>
        string.Join(",", names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static ValueList<string> Split(string names) =>
        names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToValueList();
}
