namespace Mesh.Istio.Manifests;

/// <summary>How resources are laid out in a folder.</summary>
public sealed record WriteOptions
{
    /// <summary>The format; YAML unless set.</summary>
    public ManifestFormat Format { get; init; }

    /// <summary>What a file holds; one object unless set.</summary>
    public ManifestLayout Layout { get; init; }

    /// <summary>
    /// Whether every cluster's folder gets a <c>kustomization.yaml</c> that lists its files in apply order; <see langword="false"/> unless
    /// set.
    /// </summary>
    public bool Kustomization { get; init; }

    /// <summary>
    /// Whether files that Mesh did not write are replaced when they stand where Mesh writes; <see langword="false"/> unless set.
    /// </summary>
    public bool Overwrite { get; init; }
}
