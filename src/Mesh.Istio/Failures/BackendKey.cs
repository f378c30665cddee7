namespace Mesh.Istio.Failures;

/// <summary>What a pod is known by.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The pod's name, or the address of what is no pod.</param>
internal readonly record struct BackendKey(string Cluster, string Namespace, string Name)
{
    public static BackendKey Of(string cluster, Inventories.EndpointInfo endpoint) =>
        new(cluster, endpoint.Namespace, endpoint.Workload.Length > 0 ? endpoint.Workload : endpoint.Address);

    public override string ToString() => $"{Namespace}/{Name} in {Cluster}";
}
