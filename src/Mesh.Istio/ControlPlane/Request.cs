namespace Mesh.Istio.ControlPlane;

/// <summary>
/// An HTTP request as a client sends it: what conditions of routes and of policies are about. Made by <see cref="RequestBuilder"/>.
/// </summary>
/// <remarks>A gateway or sidecar sees exactly this: a header that is not here is absent.</remarks>
public sealed record Request
{
    /// <summary>The method, in capitals as sent. Default: <c>GET</c>.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>The path with its query, as it stands in the request line. Default: <c>/</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The scheme, <c>http</c> or <c>https</c>. Default: <c>http</c>.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>
    /// The <c>Host</c> header or <c>:authority</c>, as sent; <see langword="null"/>, the default, for the host asked for.
    /// </summary>
    public string? Authority { get; init; }

    /// <summary>
    /// The headers by name, in small letters whatever was written: names are compared without case, values with. Of a header with several
    /// values these are joined by <c>,</c>. Default: none.
    /// </summary>
    public ValueMap<string> Headers
    {
        get;
        init => field = value.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value)).ToValueMap();
    }

    /// <summary>
    /// The claims of the bearer token that the client sends, which is signed by its issuer and in its time; none for a request without
    /// token; <see langword="null"/>, the default, when nobody says.
    /// </summary>
    public ValueMap<ValueList<string>>? Claims { get; init; }

    /// <summary>The request in words: <c>POST /api with x-tester: yes</c>.</summary>
    /// <returns>Method and path, and what else was said.</returns>
    public override string ToString()
    {
        IEnumerable<string> headers = Headers.Select(header => $"{header.Key}: {header.Value}");
        string[] more =
        [
            .. Authority is { } authority ? (string[])[$"host: {authority}"] : [],
            .. headers,
            .. Scheme == "http" || Headers.ContainsKey("x-forwarded-proto") ? (string[])[] : [$"scheme {Scheme}"],
            .. Claims is { } claims
                ? claims.IsEmpty ? (string[])["no token"]
                    : [$"token {string.Join(", ", claims.Select(claim => $"{claim.Key}={string.Join('+', claim.Value)}"))}"] : [],
            .. Identity is { } identity ? (string[])[identity.Length == 0 ? "no identity" : $"identity {identity}"] : [],
        ];
        return $"{Method} {Path}{(more.Length == 0 ? "" : $" with {string.Join(", ", more)}")}";
    }

    /// <summary>
    /// The identity of the client's certificate, <c>spiffe://DOMAIN/ns/NAMESPACE/sa/ACCOUNT</c>; empty for none, that is plain text;
    /// <see langword="null"/>, the default, for that of the client itself.
    /// </summary>
    public string? Identity { get; init; }
}
