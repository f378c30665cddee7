using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Resources;

/// <summary>The kinds that every server has; <c>built-in.yaml</c> describes them.</summary>
internal static class BuiltIns
{
    private static readonly JsonObject[] Documents = ReadDocuments();

    /// <summary>The schema of <c>metadata</c>, the same for all kinds.</summary>
    public static Schema Metadata { get; } = SchemaReader.Read(
        Documents.First(document => document.ContainsKey("metadata")).Object("metadata")!);

    public static IReadOnlyList<ResourceType> Types { get; } = [.. Documents.Where(document => document.ContainsKey("kind")).Select(Read)];

    private static ResourceType Read(JsonObject source)
    {
        JsonObject schema = new() { ["type"] = "object", ["properties"] = source.Object("properties")?.DeepClone() ?? new JsonObject() };
        Schema declared = SchemaReader.Read(schema);
        SortedDictionary<string, Schema> properties = new(StringComparer.Ordinal)
        {
            ["apiVersion"] = new() { Type = "string" },
            ["kind"] = new() { Type = "string" },
            ["metadata"] = Metadata,
        };
        foreach ((string name, Schema member) in declared.Properties)
        {
            properties[name] = member;
        }

        Schema root = new() { Type = "object", Properties = properties };
        string kind = source.Text("kind")!;
        return new()
        {
            Group = source.Text("group") ?? "",
            Plural = source.Text("plural")!,
            Singular = kind.ToLowerInvariant(),
            Kind = kind,
            ListKind = kind + "List",
            IsNamespaced = !Flag(source, "clusterScoped"),
            IsBuiltIn = true,
            ShortNames = Texts(source["shortNames"]),
            SelectableFields = Texts(source["fields"]),
            Structs = Texts(source["structs"]),
            HasGeneration = Flag(source, "generation"),
            Versions = [new(source.Text("version") ?? "v1", root, Flag(source, "status"), true, [], null)],
        };
    }

    private static JsonObject[] ReadDocuments()
    {
        using Stream stream = typeof(BuiltIns).Assembly.GetManifestResourceStream("built-in.yaml")!;
        using StreamReader reader = new(stream);
        return [.. YamlReader.ReadAll(reader.ReadToEnd())];
    }

    private static bool Flag(JsonObject source, string name) => source[name].IsBoolean(out bool flag) && flag;

    private static string[] Texts(JsonNode? source) => [.. (source as JsonArray ?? []).Select(text => text.AsText()!)];
}
