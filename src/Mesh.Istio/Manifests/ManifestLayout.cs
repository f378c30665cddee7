namespace Mesh.Istio.Manifests;

/// <summary>How objects are spread over files.</summary>
public enum ManifestLayout
{
    /// <summary>
    /// One file per object, named <c>NN-kind.namespace.name.yaml</c>, where NN is the kind's place in the apply order: <c>kubectl apply
    /// -f</c> goes by it.
    /// </summary>
    FilePerObject,

    /// <summary>One file per cluster, <c>resources.yaml</c>, with the objects in apply order.</summary>
    FilePerCluster,
}
