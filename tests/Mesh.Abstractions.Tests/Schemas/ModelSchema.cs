using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Mesh.Serialization;

namespace Mesh.Abstractions.Tests.Schemas;

/// <summary>
/// Makes the JSON schema of models from the shape that the reader checks, with the descriptions of the XML documentation.
/// </summary>
internal sealed class ModelSchema
{
    private static readonly (string Kind, Type Type, string[] Parents, string[] Below)[] Concepts =
    [
        ("Organization", typeof(Organization), [], ["clusters", "tenants"]),
        ("Cluster", typeof(Cluster), [], []),
        ("Tenant", typeof(Tenant), [], ["workspaces"]),
        ("Workspace", typeof(Workspace), ["tenant"], ["gateways"]),
        ("Gateway", typeof(WorkspaceGateway), ["tenant", "workspace"], []),
        ("Role", typeof(Role), [], []),
        ("AccessBinding", typeof(AccessBinding), [], []),
    ];

    private readonly JsonSerializerOptions _options = ModelJson.Options;
    private readonly SortedDictionary<string, JsonNode> _definitions = new(StringComparer.Ordinal);
    private readonly XmlComments _comments;

    private ModelSchema(XmlComments comments) => _comments = comments;

    public static string Write(XmlComments comments)
    {
        var schema = new ModelSchema(comments);
        JsonObject whole = schema.Of(_ => true, schema._options.GetTypeInfo(typeof(MeshModel)));
        JsonNode[] documents = [.. Concepts.Select(concept => schema.Document(concept.Kind, concept.Type, concept.Parents))];
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Mesh model",
            ["description"] = "A whole model in one document, or one document for each concept.",
            ["anyOf"] = new JsonArray([whole, .. documents]),
            ["definitions"] = new JsonObject(schema._definitions.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        };
        return root.ToJsonString(new JsonSerializerOptions(ModelJson.Options) { WriteIndented = true, NewLine = "\n" }) + "\n";
    }

    private JsonObject Document(string kind, Type type, string[] parents)
    {
        JsonTypeInfo info = _options.GetTypeInfo(type);
        string[] meta = ["name", "labels", "annotations"];
        JsonObject metadata = Of(property => meta.Contains(property.Name), info);
        JsonObject spec = Of(property => !meta.Contains(property.Name), info);
        // A binding names as many of these as its place has.
        foreach (string parent in kind == "AccessBinding" ? (string[])["tenant", "workspace", "gateway"] : [])
        {
            metadata["properties"]![parent] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = $"The name of the {parent} in which it holds, if it is of one.",
            };
        }

        foreach (string parent in parents)
        {
            metadata["properties"]![parent] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = $"The name of the {parent} that it belongs to.",
            };
            metadata["required"]!.AsArray().Add(parent);
        }

        var required = new JsonArray("apiVersion", "kind", "metadata");
        if (spec["required"] is JsonArray)
        {
            required.Add("spec");
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = _comments.OfType(type),
            ["properties"] = new JsonObject
            {
                ["apiVersion"] = new JsonObject { ["enum"] = new JsonArray("multicluster.mesh/v1") },
                ["kind"] = new JsonObject { ["enum"] = new JsonArray(kind) },
                ["metadata"] = metadata,
                ["spec"] = spec,
            },
            ["required"] = required,
            ["additionalProperties"] = false,
        };
    }

    private JsonObject Of(Type type)
    {
        JsonTypeInfo info = _options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return info switch
        {
            { Converter: ICollectionConverter { IsMap: true } map } => new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(map.ElementType) },
            { Converter: ICollectionConverter list } => new JsonObject { ["type"] = "array", ["items"] = Of(list.ElementType) },
            { PolymorphismOptions: not null } => Reference(info, () => OneOf(info)),
            { Kind: JsonTypeInfoKind.Object } => Reference(info, () => Of(_ => true, info)),
            { Converter: ILeafConverter leaf } => Leaf(info.Type, leaf),
            _ =>
                new JsonObject
                {
                    ["type"] = info.Type == typeof(string)
                        ? "string"
                        : info.Type == typeof(int)
                        ? "integer"
                        : info.Type == typeof(double)
                        ? "number"
                        : info.Type == typeof(bool)
                        ? "boolean"
                        : throw new NotSupportedException($"{info.Type}"),
                },
        };
    }

    private static JsonObject Leaf(Type type, ILeafConverter leaf) => type.IsEnum
        ? new JsonObject
        {
            ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))]),
        }
        : new JsonObject { ["type"] = "string", ["description"] = $"{char.ToUpperInvariant(leaf.Expected[0])}{leaf.Expected[1..]}." };

    private JsonObject OneOf(JsonTypeInfo info)
    {
        JsonPolymorphismOptions options = info.PolymorphismOptions!;
        JsonNode[] cases = [.. options.DerivedTypes.Select(derived =>
        {
            JsonObject one = Of(_ => true, _options.GetTypeInfo(derived.DerivedType));
            one["properties"]!.AsObject()
                .Insert(
                    0, options.TypeDiscriminatorPropertyName,
                    new JsonObject { ["enum"] = new JsonArray((string)derived.TypeDiscriminator!) });
            one["required"] = new JsonArray(
                [
                    (JsonNode)options.TypeDiscriminatorPropertyName,
                    .. (one["required"] as JsonArray ?? []).Select(name => name!.DeepClone())]);
            return (JsonNode)one;
        })];
        return new JsonObject { ["oneOf"] = new JsonArray(cases) };
    }

    private JsonObject Reference(JsonTypeInfo info, Func<JsonNode> make)
    {
        string name = info.Type.Name;
        if (_definitions.TryAdd(name, new JsonObject()))
        {
            _definitions[name] = make();
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{name}" };
    }

    private JsonObject Of(Func<JsonPropertyInfo, bool> isMeant, JsonTypeInfo info)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (JsonPropertyInfo property in info.Properties.Where(isMeant))
        {
            JsonObject field = Of(property.PropertyType);
            if (_comments.OfProperty(info.Type, property.Name) is { } comment)
            {
                field["description"] = comment;
            }

            properties[property.Name] = field;
            if (ModelShape.IsRequired(property))
            {
                required.Add(property.Name);
            }
        }

        var schema = new JsonObject { ["type"] = "object" };
        if (_comments.OfType(info.Type) is { } summary)
        {
            schema["description"] = summary;
        }

        schema["properties"] = properties;
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        schema["additionalProperties"] = false;
        return schema;
    }
}
