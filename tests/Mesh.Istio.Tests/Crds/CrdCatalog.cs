using System.Text.Json.Nodes;
using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Schemas;
using Mesh.ApiServerDouble.Validation;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Crds;

/// <summary>The schemas of Istio's kinds in one version of Istio, as the double of the API server enforces them.</summary>
internal sealed class CrdCatalog
{
    private static readonly Dictionary<string, CrdCatalog> Loaded = [];
    private readonly CustomResources _resources;

    private CrdCatalog(string file)
    {
        _resources = CustomResources.FromFile(file);
        Assert.Empty(_resources.UnsupportedRules);
    }

    /// <summary>The versions of Istio whose CRDs are at hand.</summary>
    public static string[] Versions => ["1.30.3", "1.31.0-rc.0"];

    public IEnumerable<(string ApiVersion, string Kind)> Kinds =>
        _resources.Types.SelectMany(type => type.Versions.Select(version => (type.ApiVersion(version.Name), type.Kind)));

    /// <summary>Loads the CRDs of a version once; skips the test where they are absent.</summary>
    public static CrdCatalog Load(string version)
    {
        string file = SharedFolder.Find("istio", $"crds-{version}.yaml");
        lock (Loaded)
        {
            return Loaded.TryGetValue(version, out CrdCatalog? catalog) ? catalog : Loaded[version] = new CrdCatalog(file);
        }
    }

    public Schema Schema(string apiVersion, string kind) => _resources.Version(apiVersion, kind)!.Schema;

    /// <summary>What the API server would answer; empty when it takes the object.</summary>
    public IReadOnlyList<string> Validate(IstioObject value) => _resources.Validate(ManifestWriter.ToJson(value));

    /// <summary>What the API server would say about the fields of the object, whatever its metadata.</summary>
    public IReadOnlyList<string> Validate(JsonObject value)
    {
        Schema schema = Schema(value["apiVersion"].AsText()!, value["kind"].AsText()!);
        JsonObject content = BodyReader.ReadObject(value.ToJsonString());
        return [.. UnknownFields
            .Prune(content, schema), .. SchemaValidator
            .Validate(content, schema)
            .Select(cause => $"{cause.Field}: {cause.Message}")];
    }
}
