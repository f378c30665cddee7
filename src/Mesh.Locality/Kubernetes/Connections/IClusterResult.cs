namespace Mesh.Kubernetes.Connections;

/// <summary>A result of any type, as the pipeline sees it.</summary>
internal interface IClusterResult
{
    ClusterRequestFailure? Failure { get; }
}
