namespace Mesh.Istio.Manifests;

/// <summary>The format of manifests.</summary>
public enum ManifestFormat
{
    /// <summary>YAML in files that end in <c>.yaml</c>.</summary>
    Yaml,

    /// <summary>Indented JSON in files that end in <c>.json</c>.</summary>
    Json,
}
