using System.Text.Json.Nodes;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using YamlDotNet.RepresentationModel;

namespace Mesh.Tests.Crds;

/// <summary>The schemas of Istio's kinds in one version of Istio, as the API server enforces them.</summary>
internal sealed class CrdCatalog
{
    private static readonly Dictionary<string, CrdCatalog> Loaded = [];
    private readonly Dictionary<(string ApiVersion, string Kind), CrdSchema> _schemas = [];

    private CrdCatalog(string file)
    {
        using StreamReader text = File.OpenText(file);
        var yaml = new YamlStream();
        yaml.Load(text);
        foreach (YamlDocument document in yaml.Documents)
        {
            if (YamlNodes.ToJson(document.RootNode) is JsonObject crd && crd["kind"]?.GetValue<string>() == "CustomResourceDefinition")
            {
                Add(crd["spec"]!);
            }
        }
    }

    /// <summary>The versions of Istio whose CRDs are at hand.</summary>
    public static string[] Versions => ["1.30.3", "1.31.0-rc.0"];

    public IEnumerable<(string ApiVersion, string Kind)> Kinds => _schemas.Keys;

    /// <summary>Loads the CRDs of a version once; skips the test where they are absent.</summary>
    public static CrdCatalog Load(string version)
    {
        string file = SharedFolder.Find("istio", $"crds-{version}.yaml");
        lock (Loaded)
        {
            return Loaded.TryGetValue(version, out CrdCatalog? catalog) ? catalog : Loaded[version] = new CrdCatalog(file);
        }
    }

    public CrdSchema Schema(string apiVersion, string kind) => _schemas[(apiVersion, kind)];

    /// <summary>What the API server would answer; empty when it takes the object. Kubernetes' own kinds are not checked.</summary>
    public IReadOnlyList<string> Validate(IstioObject value) => Validate(JsonNode.Parse(ManifestWriter.ToJson(value))!.AsObject());

    /// <summary>What the API server would answer; empty when it takes the object. Kubernetes' own kinds are not checked.</summary>
    public IReadOnlyList<string> Validate(JsonObject value)
    {
        string apiVersion = value["apiVersion"]!.GetValue<string>();
        string kind = value["kind"]!.GetValue<string>();
        if (!apiVersion.Contains('/', StringComparison.Ordinal))
        {
            return [];
        }

        return _schemas.TryGetValue((apiVersion, kind), out CrdSchema? schema)
            ? CrdValidator.Validate(schema, value)
            : [$"no kind {kind} in {apiVersion}"];
    }

    private void Add(JsonNode spec)
    {
        foreach (JsonNode? version in spec["versions"]!.AsArray())
        {
            string apiVersion = $"{spec["group"]}/{version!["name"]}";
            JsonObject schema = version["schema"]!["openAPIV3Schema"]!.AsObject();
            _schemas[(apiVersion, spec["names"]!["kind"]!.GetValue<string>())] = new CrdSchema(schema);
        }
    }
}
