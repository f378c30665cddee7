namespace Mesh.Istio.Access.Policies;

/// <summary>What all policies of a cluster have in common.</summary>
internal sealed record PolicySettings
{
    /// <summary>What API servers do with what is not allowed.</summary>
    public AccessEnforcement Enforcement { get; init; }

    /// <summary>The labels of every object.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>The prefix of Mesh's labels, which is the API group of the right to pass every limit.</summary>
    public string Prefix { get; init; } = MeshPrefix.Default;

    /// <summary>The namespace in which only Mesh writes.</summary>
    public string SharedNamespace { get; init; } = MeshNames.Default.SharedNamespace;

    /// <summary>The namespaces of Istio, to which every Sidecar may have egress.</summary>
    public ValueList<string> Infrastructure { get; init; } = ["istio-system"];

    /// <summary>The domain of the cluster's services.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";
}
