using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Apply.Api;

/// <summary>Reads and writes one Lease through the pipeline of its cluster's connection.</summary>
internal sealed class LeaseClient(ClusterConnection connection, string namespaceName, string name)
{
    private readonly string _collection = ResourcePath.Collection("coordination.k8s.io", "v1", namespaceName, "leases");

    public Task<ClusterResult<Lease>> GetAsync(CancellationToken cancellationToken) =>
        SendAsync(ClusterRequest.Get($"{_collection}/{Uri.EscapeDataString(name)}"), cancellationToken);

    public Task<ClusterResult<Lease>> CreateAsync(ReadOnlyMemory<byte> lease, CancellationToken cancellationToken) =>
        SendAsync(new ClusterRequest { Method = HttpMethod.Post, Path = _collection, Body = lease }, cancellationToken);

    public Task<ClusterResult<Lease>> ReplaceAsync(ReadOnlyMemory<byte> lease, CancellationToken cancellationToken) =>
        SendAsync(
            new ClusterRequest { Method = HttpMethod.Put, Path = $"{_collection}/{Uri.EscapeDataString(name)}", Body = lease },
            cancellationToken);

    private Task<ClusterResult<Lease>> SendAsync(ClusterRequest request, CancellationToken cancellationToken) =>
        connection.SendAsync(request, response => Lease.Read(response.Body), cancellationToken);
}
