namespace Mesh.Istio.ControlPlane;

/// <summary>
/// Describes a <see cref="Request"/>: without any call a <c>GET /</c> without headers. One-shot: what is set after the question was asked
/// throws. Not thread-safe.
/// </summary>
public sealed class RequestBuilder
{
    private readonly List<string> _query = [];
    private Request _request = new();
    private bool _isClosed;

    internal RequestBuilder()
    {
    }

    /// <summary>Sets the method. Default: <c>GET</c>.</summary>
    /// <param name="method">The method as sent, in capitals: <c>POST</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public RequestBuilder WithMethod(string method)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        return Do(_request with { Method = method });
    }

    /// <summary>Sets the path. Default: <c>/</c>.</summary>
    /// <param name="path">The path, with or without query, encoded as sent: <c>/orders?page=2</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">It does not begin with <c>/</c>.</exception>
    public RequestBuilder WithPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return path.StartsWith('/') ? Do(_request with { Path = path })
            : throw new ArgumentException($"A path begins with '/'; '{path}' does not.", nameof(path));
    }

    /// <summary>Adds a header. A header that is added twice has two values, which proxies compare as <c>first,second</c>.</summary>
    /// <param name="name">The name; case does not count. <c>Host</c> sets the authority.</param>
    /// <param name="value">The value; empty for a header that is there without value.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public RequestBuilder WithHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        string lower = name.ToLowerInvariant();
        return lower is "host" or ":authority" ? WithAuthority(value)
            : Do(_request with
            {
                Headers = _request.Headers.With(lower, _request.Headers.TryGetValue(lower, out string? first) ? $"{first},{value}" : value),
            });
    }

    /// <summary>Adds a query parameter behind those of the path.</summary>
    /// <param name="name">The name, encoded as sent.</param>
    /// <param name="value">The value, encoded as sent; proxies compare it as it stands.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public RequestBuilder WithQueryParameter(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        ThrowIfClosed();
        _query.Add($"{name}={value}");
        return this;
    }

    /// <summary>Sets the <c>Host</c> header, where it is another than the host that is asked for.</summary>
    /// <param name="authority">The host, with port or without.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public RequestBuilder WithAuthority(string authority)
    {
        ArgumentException.ThrowIfNullOrEmpty(authority);
        return Do(_request with { Authority = authority });
    }

    /// <summary>Sets the scheme. Default: <c>http</c>.</summary>
    /// <param name="scheme"><c>http</c> or <c>https</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public RequestBuilder WithScheme(string scheme)
    {
        ArgumentException.ThrowIfNullOrEmpty(scheme);
        return Do(_request with { Scheme = scheme });
    }

    /// <summary>Sets the identity of the client's certificate. Default: that of the client.</summary>
    /// <param name="identity"><c>spiffe://DOMAIN/ns/NAMESPACE/sa/ACCOUNT</c>; empty for a client without certificate.</param>
    /// <returns>This builder.</returns>
    public RequestBuilder WithIdentity(string identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return Do(_request with { Identity = identity });
    }

    /// <summary>
    /// Adds a claim of the bearer token that the client sends. The token is taken to be signed by its issuer (<c>iss</c>) and in its time.
    /// </summary>
    /// <param name="name">
    /// The claim, <c>iss</c>, <c>sub</c>, <c>groups</c>; one inside another as a policy's key has it, <c>realm][roles</c>.
    /// </param>
    /// <param name="values">Its values: one, or those of a list.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public RequestBuilder WithClaim(string name, params string[] values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        return Do(_request with { Claims = (_request.Claims ?? default).With(name, [.. values]) });
    }

    /// <summary>Says that the client sends no bearer token. Default: nobody knows, and what policies ask of a token is assumed.</summary>
    /// <returns>This builder.</returns>
    public RequestBuilder WithoutToken() => Do(_request with { Claims = default(ValueMap<ValueList<string>>) });

    /// <summary>The request that a user's function describes.</summary>
    internal static Request Build(Action<RequestBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new RequestBuilder();
        configure(builder);
        builder._isClosed = true;
        string path = builder._request.Path;
        char mark = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return builder._query.Count == 0 ? builder._request
            : builder._request with { Path = $"{path}{mark}{string.Join('&', builder._query)}" };
    }

    private RequestBuilder Do(Request changed)
    {
        ThrowIfClosed();
        _request = changed;
        return this;
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new InvalidOperationException($"This {nameof(RequestBuilder)} has been used already; ask a new question.");
        }
    }
}
