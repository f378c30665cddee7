using Mesh.Istio.ControlPlane;
using Mesh.Istio.Resources;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>The hash of a request, which chooses its host under consistent hashing.</summary>
internal static class RequestHash
{
    /// <summary>The hash; <see langword="null"/> where the request has nothing to hash, so that chance decides.</summary>
    /// <param name="hash">The cluster's hashing.</param>
    /// <param name="request">The request.</param>
    /// <param name="source">The address that it comes from.</param>
    public static ulong? Of(EnvoyHash hash, Request request, string source)
    {
        string? key = hash.Key switch
        {
            HashKey.HttpHeader header => Header(request, header.Value),
            HashKey.HttpQueryParameter parameter => Parameter(request.Path, parameter.Value),
            HashKey.Cookie cookie => Cookie(request, cookie.Value.Name),
            HashKey.SourceIp { Value: true } => source,
            _ => null,
        };
        return key is null ? null : XxHash64.Of(key);
    }

    private static string? Header(Request request, string name)
    {
        string lower = name.ToLowerInvariant();
        return lower switch
        {
            ":authority" => request.Authority,
            ":path" => request.Path,
            ":method" => request.Method,
            _ => request.Headers.TryGetValue(lower, out string? value) ? value : null,
        };
    }

    // Envoy hashes the first value, without decoding it.
    private static string? Parameter(string path, string name)
    {
        int start = path.IndexOf('?', StringComparison.Ordinal);
        foreach (string pair in start < 0 ? [] : path[(start + 1)..].Split('&'))
        {
            string[] parts = pair.Split('=', 2);
            if (parts[0] == name)
            {
                return parts.Length > 1 ? parts[1] : "";
            }
        }

        return null;
    }

    private static string? Cookie(Request request, string? name)
    {
        string cookies = Header(request, "cookie") ?? "";
        foreach (string pair in cookies.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            if (parts.Length == 2 && parts[0] == name)
            {
                return parts[1];
            }
        }

        return null;
    }
}
