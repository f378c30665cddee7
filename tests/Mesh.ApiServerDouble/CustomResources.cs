using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble;

/// <summary>CustomResourceDefinitions, read once and shared by any number of servers.</summary>
public sealed class CustomResources
{
    private CustomResources(IReadOnlyList<JsonObject> definitions)
    {
        Definitions = definitions;
        Types = [.. definitions.Select(Resources.CrdReader.Read)];
    }

    /// <summary>No custom resources at all.</summary>
    public static CustomResources None { get; } = new([]);

    /// <summary>The rules (CEL) that the double cannot evaluate and takes as satisfied; empty for the CRDs of Istio.</summary>
    public IReadOnlyList<string> UnsupportedRules => [.. Types.SelectMany(type => type.Versions).SelectMany(version => Rules(version.Schema)).Distinct()];

    internal IReadOnlyList<JsonObject> Definitions { get; }

    internal IReadOnlyList<Resources.ResourceType> Types { get; }

    /// <summary>Reads definitions from YAML text, any number of documents; documents of other kinds do not count.</summary>
    public static CustomResources FromYaml(string yaml) =>
        new([.. YamlReader.ReadAll(yaml).Where(document => document.Text("kind") == "CustomResourceDefinition")]);

    /// <summary>Reads definitions from YAML files.</summary>
    public static CustomResources FromFile(params string[] paths) => FromYaml(string.Join("\n---\n", paths.Select(File.ReadAllText)));

    private static IEnumerable<string> Rules(Schemas.Schema schema) => schema.Rules.Select(rule => rule.Unsupported).OfType<string>()
        .Concat(schema.Properties.Values.SelectMany(Rules))
        .Concat(schema.Items is null ? [] : Rules(schema.Items))
        .Concat(schema.AdditionalProperties is null || ReferenceEquals(schema.AdditionalProperties, Schemas.Schema.Any) ? [] : Rules(schema.AdditionalProperties));
}
