namespace Mesh.Istio;

/// <summary>The few names that generation takes from the user instead of the model.</summary>
public sealed record IstioGeneratorOptions
{
    /// <summary>The namespace, in every cluster, of what belongs to no single namespace: the entries for gateway hosts. Default <c>mesh-multicluster</c>.</summary>
    public string MulticlusterNamespace { get; init; } = "mesh-multicluster";

    /// <summary>The prefix of Mesh's own labels and annotations, without slash. Default <c>multicluster.mesh</c>.</summary>
    public string LabelPrefix { get; init; } = MeshPrefix.Default;
}
