using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mesh.Tests.Crds;

/// <summary>A structural schema: what a value of a custom resource may be.</summary>
internal sealed class CrdSchema
{
    private readonly JsonObject _schema;

    public CrdSchema(JsonObject schema)
    {
        _schema = schema;
        Type = Text(schema, "type");
        Format = Text(schema, "format");
        Nullable = schema["nullable"]?.GetValue<bool>() ?? false;
        PreservesUnknown = schema["x-kubernetes-preserve-unknown-fields"]?.GetValue<bool>() ?? false;
        IsIntOrString = schema["x-kubernetes-int-or-string"]?.GetValue<bool>() ?? false;
        Properties = (schema["properties"] as JsonObject)?.ToDictionary(p => p.Key, p => new CrdSchema(p.Value!.AsObject())) ?? [];
        Items = schema["items"] is JsonObject items ? new CrdSchema(items) : null;
        Values = schema["additionalProperties"] is JsonObject values ? new CrdSchema(values) : null;
        Required = Texts(schema, "required");
        Enum = Texts(schema, "enum");
        ListMapKeys = Texts(schema, "x-kubernetes-list-map-keys");
        (OneOf, AnyOf, AllOf) = (Many(schema, "oneOf"), Many(schema, "anyOf"), Many(schema, "allOf"));
        Not = schema["not"] is JsonObject not ? new CrdSchema(not) : null;
        (Minimum, Maximum) = (schema["minimum"]?.GetNumber(), schema["maximum"]?.GetNumber());
        (MinLength, MaxLength) = (schema["minLength"]?.GetNumber(), schema["maxLength"]?.GetNumber());
        (MinItems, MaxItems) = (schema["minItems"]?.GetNumber(), schema["maxItems"]?.GetNumber());
        (MinProperties, MaxProperties) = (schema["minProperties"]?.GetNumber(), schema["maxProperties"]?.GetNumber());
        Pattern = Text(schema, "pattern") is { } pattern ? new Regex(pattern, RegexOptions.CultureInvariant) : null;
        Rules = schema["x-kubernetes-validations"] is JsonArray rules ? [.. rules.Select(rule => rule!["rule"]!.GetValue<string>())] : [];
    }

    public string? Type { get; }

    public string? Format { get; }

    public bool Nullable { get; }

    public bool PreservesUnknown { get; }

    public bool IsIntOrString { get; }

    public IReadOnlyDictionary<string, CrdSchema> Properties { get; private init; }

    public CrdSchema? Items { get; }

    /// <summary>The schema of a map's values.</summary>
    public CrdSchema? Values { get; }

    public IReadOnlyList<string> Required { get; }

    public IReadOnlyList<string> Enum { get; }

    public IReadOnlyList<string> ListMapKeys { get; }

    public IReadOnlyList<CrdSchema> OneOf { get; }

    public IReadOnlyList<CrdSchema> AnyOf { get; }

    public IReadOnlyList<CrdSchema> AllOf { get; }

    public CrdSchema? Not { get; }

    public double? Minimum { get; }

    public double? Maximum { get; }

    public double? MinLength { get; }

    public double? MaxLength { get; }

    public double? MinItems { get; }

    public double? MaxItems { get; }

    public double? MinProperties { get; }

    public double? MaxProperties { get; }

    public Regex? Pattern { get; }

    /// <summary>The CEL rules, as written.</summary>
    public IReadOnlyList<string> Rules { get; }

    /// <summary>The groups of properties of which at most one may be set.</summary>
    public IEnumerable<IReadOnlyList<string>> Choices() =>
        AllOf.SelectMany(all => all.Choices()).Concat(OneOf.Count > 0 ? [OneOf.SelectMany(one => one.Required).ToArray()] : []);

    /// <summary>The same schema with other properties.</summary>
    public CrdSchema With(IReadOnlyDictionary<string, CrdSchema> properties) => new(_schema) { Properties = properties };

    private static string? Text(JsonObject schema, string name) => schema[name]?.GetValue<string>();

    private static string[] Texts(JsonObject schema, string name) => schema[name] is JsonArray array ? [.. array.Select(item => item!.GetValue<string>())] : [];

    private static CrdSchema[] Many(JsonObject schema, string name) => schema[name] is JsonArray array ? [.. array.Select(item => new CrdSchema(item!.AsObject()))] : [];
}
