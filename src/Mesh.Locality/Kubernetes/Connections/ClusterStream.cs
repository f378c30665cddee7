namespace Mesh.Kubernetes.Connections;

/// <summary>An answer whose body goes on, as a watch does.</summary>
internal sealed class ClusterStream(HttpResponseMessage response, Stream body, SecretMask secrets) : IAsyncDisposable
{
    public Stream Body { get; } = body;

    /// <summary>Hides what the request was signed with.</summary>
    public SecretMask Secrets { get; } = secrets;

    public async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync().ConfigureAwait(false);
        response.Dispose();
    }
}
