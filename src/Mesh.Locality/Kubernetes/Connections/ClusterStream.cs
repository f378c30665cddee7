namespace Mesh.Kubernetes.Connections;

/// <summary>An answer whose body goes on, as a watch does.</summary>
internal sealed class ClusterStream(HttpResponseMessage response, Stream body) : IAsyncDisposable
{
    public Stream Body { get; } = body;

    public async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync().ConfigureAwait(false);
        response.Dispose();
    }
}
