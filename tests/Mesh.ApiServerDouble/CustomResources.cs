using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Validation;

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
    public IReadOnlyList<string> UnsupportedRules =>
        [.. Types.SelectMany(type => type.Versions).SelectMany(version => Rules(version.Schema)).Distinct()];

    internal IReadOnlyList<JsonObject> Definitions { get; }

    internal IReadOnlyList<Resources.ResourceType> Types { get; }

    /// <summary>Reads definitions from YAML text, any number of documents; documents of other kinds do not count.</summary>
    /// <exception cref="ArgumentException">A definition has no spec.</exception>
    public static CustomResources FromYaml(string yaml) =>
        new([.. YamlReader.ReadAll(yaml).Where(document => document.Text("kind") == "CustomResourceDefinition")]);

    /// <summary>Reads definitions from YAML files, for example the <c>crd-all.gen.yaml</c> of an Istio release.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static CustomResources FromFile(params string[] paths) => FromYaml(string.Join("\n---\n", paths.Select(File.ReadAllText)));

    /// <summary>
    /// What a server would object to in these objects, without a server: unknown fields, metadata, schema, rules (CEL). Empty when it takes
    /// them all.
    /// </summary>
    /// <param name="documents">Objects as YAML or JSON, any number of documents.</param>
    /// <returns>
    /// One line for each fault, <c>Kind/name: field: message</c>. A kind that no server has and that is not defined here is a fault too; of
    /// Kubernetes' own kinds, only the metadata is looked at.
    /// </returns>
    public IReadOnlyList<string> Validate(string documents) => [.. YamlReader.ReadAll(documents).SelectMany(Validate)];

    internal Resources.ResourceVersion? Version(string apiVersion, string kind) => Types
        .Where(type => type.Kind == kind)
        .SelectMany(type => type.Versions.Where(version => type.ApiVersion(version.Name) == apiVersion))
        .FirstOrDefault();

    private IEnumerable<string> Validate(JsonObject content)
    {
        (string apiVersion, string kind) = (content.Text("apiVersion") ?? "", content.Text("kind") ?? "");
        string subject = $"{kind}/{content.Object("metadata").Text("name")}: ";
        List<Cause> causes = MetadataValidator.Validate(content.Object("metadata") ?? []);
        List<string> unknown = [];
        if (Version(apiVersion, kind)?.Schema is { } schema)
        {
            unknown = UnknownFields.Prune(content, schema);
            causes.AddRange(SchemaValidator.Validate(content, schema));
        }
        else if (!Resources.BuiltIns.Types.Any(
            type => type.Kind == kind && type.Versions.Any(version => type.ApiVersion(version.Name) == apiVersion)))
        {
            return [$"{subject}no matches for kind \"{kind}\" in version \"{apiVersion}\""];
        }

        return [.. unknown.Select(field => $"{subject}unknown field \"{field}\""), .. causes.Select(
            cause => $"{subject}{cause.Field}: {cause.Message}")];
    }

    private static IEnumerable<string> Rules(Schemas.Schema schema) => schema.Rules.Select(rule => rule.Unsupported).OfType<string>()
        .Concat(schema.Properties.Values.SelectMany(Rules))
        .Concat(schema.Items is null ? [] : Rules(schema.Items))
        .Concat(schema.AdditionalProperties is null || ReferenceEquals(schema.AdditionalProperties, Schemas.Schema.Any)
            ? []
            : Rules(schema.AdditionalProperties));
}
