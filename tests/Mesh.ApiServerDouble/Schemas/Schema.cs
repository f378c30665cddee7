using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.ApiServerDouble.Cel;

namespace Mesh.ApiServerDouble.Schemas;

/// <summary>A structural schema: types for the merge of fields and the constraints for validation.</summary>
internal sealed class Schema
{
    /// <summary>What is below an unknown field: maps merge, lists are atomic.</summary>
    public static readonly Schema Any = new() { PreserveUnknown = true };

    public string? Type { get; init; }

    /// <summary>The width of a whole number, or <c>byte</c> for base64; other formats are not checked.</summary>
    public string? Format { get; init; }

    public IReadOnlyDictionary<string, Schema> Properties { get; init; } = new SortedDictionary<string, Schema>(StringComparer.Ordinal);

    public Schema? AdditionalProperties { get; init; }

    public Schema? Items { get; init; }

    public bool PreserveUnknown { get; init; }

    public bool IntOrString { get; init; }

    public bool Nullable { get; init; }

    public bool IsAtomic { get; init; }

    /// <summary>Members that identify an element; empty unless the list is of type map.</summary>
    public IReadOnlyList<string> MapKeys { get; init; } = [];

    /// <summary>Elements are identified by their value.</summary>
    public bool IsSet { get; init; }

    public JsonNode? Default { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public IReadOnlyList<JsonNode?> Enum { get; init; } = [];

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public long? MinLength { get; init; }

    public long? MaxLength { get; init; }

    public long? MinItems { get; init; }

    public long? MaxItems { get; init; }

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }

    public Regex? Pattern { get; init; }

    public IReadOnlyList<Schema> OneOf { get; init; } = [];

    public IReadOnlyList<Schema> AnyOf { get; init; } = [];

    public IReadOnlyList<Schema> AllOf { get; init; } = [];

    public Schema? Not { get; init; }

    public IReadOnlyList<CelRule> Rules { get; init; } = [];

    /// <summary>The schema of a member; null when the schema does not declare it.</summary>
    public Schema? Member(string name) =>
        Properties.TryGetValue(name, out Schema? schema) ? schema : AdditionalProperties ?? (PreserveUnknown ? Any : null);

    /// <summary>Elements are owned and merged one by one.</summary>
    public bool IsKeyedList => MapKeys.Count > 0 || IsSet;
}
