using Mesh.Istio.ControlPlane.Authorization;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>What a proxy sees of a request when it chooses a route: after normalizing the path, before it changes anything.</summary>
internal sealed class RequestHead
{
    private const string ForwardedProto = "x-forwarded-proto";

    private readonly Request _request;

    /// <param name="call">The request as it arrives.</param>
    /// <param name="type">Whether a sidecar looks at it, which believes its client, or a gateway, which does not.</param>
    /// <param name="normalization">How the mesh normalizes paths.</param>
    public RequestHead(ProxyCall call, ProxyType type, PathNormalization normalization)
    {
        _request = call.Request;
        Authority = call.Authority;
        string path = _request.Path;
        int query = path.IndexOf('?', StringComparison.Ordinal);
        Path = NormalizedPath.Of(path, normalization);
        Query = query < 0 ? "" : path[query..];
        Scheme = type == ProxyType.Router ? call.Tls == CallTls.None ? "http" : "https"
            : _request.Headers.TryGetValue(ForwardedProto, out string? proto) && proto is "http" or "https" ? proto
            : _request.Scheme;
    }

    /// <summary>The path without query; <see langword="null"/> for one that is answered with 400.</summary>
    public string? Path { get; }

    /// <summary>The query with its question mark; empty for none.</summary>
    public string Query { get; }

    public string Scheme { get; }

    public string Authority { get; }

    /// <summary>A header by its name in small letters; <see langword="null"/> for one that is absent.</summary>
    public string? Header(string name) => name switch
    {
        ":authority" or "host" => Authority,
        ":method" => _request.Method,
        ":scheme" or ForwardedProto => Scheme,
        ":path" => $"{Path}{Query}",
        _ => _request.Headers.TryGetValue(name, out string? value) ? value : null,
    };

    /// <summary>The first value of a parameter; <see langword="null"/> where there is none of that name.</summary>
    public string? QueryParameter(string name)
    {
        ReadOnlySpan<char> rest = Query.AsSpan();
        while (rest.Length > 0)
        {
            rest = rest[1..];
            int end = rest.IndexOf('&');
            ReadOnlySpan<char> parameter = end < 0 ? rest : rest[..end];
            int equal = parameter.IndexOf('=');
            if ((equal < 0 ? parameter : parameter[..equal]).SequenceEqual(name))
            {
                return equal < 0 ? "" : parameter[(equal + 1)..].ToString();
            }

            rest = end < 0 ? default : rest[end..];
        }

        return null;
    }
}
