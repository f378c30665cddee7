using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Apply.Api;

/// <summary>Reads and writes one ConfigMap through the pipeline of its cluster's connection.</summary>
internal sealed class ConfigMapClient<T>(
    ClusterConnection connection, string namespaceName, string name, string manager, Func<ReadOnlyMemory<byte>, T> read)
{
    private readonly string _collection = ResourcePath.Collection("", "v1", namespaceName, "configmaps");

    private string Path => $"{_collection}/{Uri.EscapeDataString(name)}";

    public Task<ClusterResult<T>> GetAsync(CancellationToken cancellationToken) =>
        SendAsync(ClusterRequest.Get(Path), cancellationToken);

    /// <summary>Creates it; a conflict says that there is one.</summary>
    public Task<ClusterResult<T>> CreateAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken) => SendAsync(
        new ClusterRequest
        {
            Method = HttpMethod.Post,
            Path = $"{_collection}?fieldManager={Uri.EscapeDataString(manager)}",
            Body = json,
        }, cancellationToken);

    /// <summary>Server-side apply; the version in it makes it a conflict when somebody else was faster.</summary>
    public Task<ClusterResult<T>> ApplyAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken) => SendAsync(
        new ClusterRequest
        {
            Method = HttpMethod.Patch,
            Path = $"{Path}?fieldManager={Uri.EscapeDataString(manager)}&fieldValidation=Strict&force=true",
            ContentType = "application/apply-patch+yaml",
            Body = json,
            SafeToRepeat = true,
        }, cancellationToken);

    private Task<ClusterResult<T>> SendAsync(ClusterRequest request, CancellationToken cancellationToken) =>
        connection.SendAsync(request, response => read(response.Body), cancellationToken);
}
