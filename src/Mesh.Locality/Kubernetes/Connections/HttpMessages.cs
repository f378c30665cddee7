using System.Net;

namespace Mesh.Kubernetes.Connections;

/// <summary>Makes the HTTP message of one try.</summary>
internal static class HttpMessages
{
    public static HttpRequestMessage Make(Uri server, ClusterRequest request, string userAgent, string serverName)
    {
        // A server's address may have a path of its own, as behind a proxy.
        var message = new HttpRequestMessage(request.Method, new Uri(server.AbsoluteUri.TrimEnd('/') + request.Path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        if (serverName.Length > 0)
        {
            // From here HttpClient takes the name that it asks for and verifies.
            message.Headers.Host = serverName;
        }

        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        return message;
    }
}
