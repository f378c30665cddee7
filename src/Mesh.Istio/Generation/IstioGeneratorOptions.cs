namespace Mesh.Istio;

/// <summary>The few things that generation takes from the user instead of the model.</summary>
public sealed record IstioGeneratorOptions
{
    /// <summary>The names that other parts of Mesh use, too. Default: <see cref="MeshNames.Default"/>.</summary>
    public MeshNames Names { get; init; } = MeshNames.Default;

    /// <summary>
    /// The namespace, in every cluster, of what belongs to no single namespace: the entries for gateway hosts. It is
    /// <see cref="MeshNames.SharedNamespace"/> of
    /// <see cref="Names"/>. Default <c>mesh-multicluster</c>.
    /// </summary>
    public string MulticlusterNamespace
    {
        get => Names.SharedNamespace;
        init => Names = Names with { SharedNamespace = value };
    }

    /// <summary>
    /// The prefix of Mesh's own labels and annotations, without slash. It is <see cref="MeshNames.LabelPrefix"/> of <see cref="Names"/>.
    /// Default
    /// <c>multicluster.mesh</c>.
    /// </summary>
    public string LabelPrefix
    {
        get => Names.LabelPrefix;
        init => Names = Names with { LabelPrefix = value };
    }

    /// <summary>
    /// Whether istiod runs with <c>PILOT_SCOPE_GATEWAY_TO_NAMESPACE=true</c>: then a Gateway is for pods of its own namespace only, and
    /// equal labels elsewhere are no error (<c>MM155</c>). Default: no, as of Istio.
    /// </summary>
    public bool ScopesGatewaysToNamespace { get; init; }
}
