using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.ApiServerDouble.Cel;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Schemas;

/// <summary>Reads <c>openAPIV3Schema</c> with the extensions of Kubernetes.</summary>
internal static class SchemaReader
{
    public static Schema Read(JsonObject source)
    {
        string? listType = source.Text("x-kubernetes-list-type");
        string? type = source.Text("type");
        return new()
        {
            Type = type,
            Format = source.Text("format"),
            Properties = ReadProperties(source.Object("properties")),
            AdditionalProperties = source["additionalProperties"] switch
            {
                JsonObject values => Read(values),
                JsonNode allowed when allowed.IsBoolean(out bool any) && any => Schema.Any,
                _ => null,
            },
            Items = source.Object("items") is { } items ? Read(items) : null,
            PreserveUnknown = Flag(source, "x-kubernetes-preserve-unknown-fields"),
            IntOrString = Flag(source, "x-kubernetes-int-or-string"),
            Nullable = Flag(source, "nullable"),
            IsAtomic = source.Text("x-kubernetes-map-type") == "atomic" || (type == "array" && listType is not ("map" or "set")),
            MapKeys = listType == "map" ? Texts(source["x-kubernetes-list-map-keys"]) : [],
            IsSet = listType == "set",
            Default = source["default"]?.DeepClone(),
            Required = Texts(source["required"]),
            Enum = source["enum"] is JsonArray values1 ? [.. values1.Select(value => value?.DeepClone())] : [],
            Minimum = Number(source, "minimum"),
            Maximum = Number(source, "maximum"),
            MinLength = (long?)Number(source, "minLength"),
            MaxLength = (long?)Number(source, "maxLength"),
            MinItems = (long?)Number(source, "minItems"),
            MaxItems = (long?)Number(source, "maxItems"),
            MinProperties = (long?)Number(source, "minProperties"),
            MaxProperties = (long?)Number(source, "maxProperties"),
            Pattern = source.Text("pattern") is { } pattern
                ? new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ECMAScript)
                : null,
            OneOf = ReadAll(source["oneOf"]),
            AnyOf = ReadAll(source["anyOf"]),
            AllOf = ReadAll(source["allOf"]),
            Not = source.Object("not") is { } not ? Read(not) : null,
            Rules = source["x-kubernetes-validations"] is JsonArray rules ? [.. rules.OfType<JsonObject>().Select(CelRule.Read)] : [],
        };
    }

    private static SortedDictionary<string, Schema> ReadProperties(JsonObject? source)
    {
        SortedDictionary<string, Schema> properties = new(StringComparer.Ordinal);
        foreach ((string name, JsonNode? schema) in source ?? [])
        {
            properties[name] = Read(schema as JsonObject ?? []);
        }

        return properties;
    }

    private static Schema[] ReadAll(JsonNode? source) => source is JsonArray all ? [.. all.OfType<JsonObject>().Select(Read)] : [];

    private static string[] Texts(JsonNode? source) => source is JsonArray all ? [.. all.Select(text => text.AsText()!)] : [];

    private static bool Flag(JsonObject source, string name) => source[name].IsBoolean(out bool flag) && flag;

    private static double? Number(JsonObject source, string name) => source[name].IsNumber(out double number) ? number : null;
}
