using Mesh.Diagnostics;
using Mesh.Validation;

namespace Mesh;

/// <summary>
/// Describes a route: which requests it takes (<c>WhenX</c>) and what it does with them: forward, redirect or answer. Without any
/// <c>WhenX</c> it takes all requests.
/// </summary>
public sealed class RouteBuilder : ModelBuilder<RouteBuilder>
{
    private readonly List<HttpMatch> _matches = [];
    private readonly List<ServiceDestination> _destinations = [];
    private HttpMatch? _match;
    private RouteAction? _answer;
    private string? _rewritePath;
    private string? _rewriteAuthority;
    private HeaderChanges? _requestHeaders;
    private HeaderChanges? _responseHeaders;
    private CorsSettings? _cors;
    private TimeSpan? _timeout;

    internal RouteBuilder(string path, List<Diagnostic> problems)
        : base(path, problems)
    {
    }

    /// <summary>Takes requests with exactly this path.</summary>
    /// <param name="path">The path, beginning with a slash.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WhenPath(string path) => WhenPath(TextMatch.Exact(NotNull(path)));

    /// <summary>Takes requests whose path begins so. <c>/api</c> also fits <c>/apis</c>; write <c>/api/</c> to avoid that.</summary>
    /// <param name="prefix">The beginning of the path, beginning with a slash.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WhenPathPrefix(string prefix) => WhenPath(TextMatch.Prefix(NotNull(prefix)));

    /// <summary>Takes requests whose whole path fits a pattern.</summary>
    /// <param name="pattern">A pattern in RE2 syntax of at most 1024 characters.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WhenPathRegex(string pattern) => WhenPath(TextMatch.Regex(NotNull(pattern)));

    /// <summary>Takes requests with a header; together with the match's other conditions.</summary>
    /// <param name="name">The header's name in lower case.</param>
    /// <param name="value">What its value must be.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WhenHeader(string name, TextMatch value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return Match(match =>
        {
            if (match.Headers.ContainsKey(name))
            {
                ReportTwice($"header '{name}'");
            }

            return match with { Headers = match.Headers.With(name, value) };
        });
    }

    /// <summary>Takes requests with one of these methods; together with the match's other conditions.</summary>
    /// <param name="methods">Methods in upper case, for example <c>GET</c>.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WhenMethod(params string[] methods)
    {
        ArgumentNullException.ThrowIfNull(methods);
        return Match(match => match with { Methods = match.Methods.AddRange(methods) });
    }

    /// <summary>Begins another match: the route takes requests that fit what was said so far, or what is said from here on.</summary>
    /// <returns>The builder.</returns>
    public RouteBuilder Or() => Do(() =>
    {
        _matches.Add(_match ?? new HttpMatch());
        _match = new HttpMatch();
    });

    /// <summary>Forwards to a service. Several calls share by weight.</summary>
    /// <param name="service">The service: <c>details</c> in the gateway's namespace, <c>namespace/details</c>, or its full name.</param>
    /// <param name="port">The service's port.</param>
    /// <param name="weight">The share; <see langword="null"/> for all destinations means equal shares.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder RouteTo(string service, int port, int? weight = null)
    {
        ArgumentNullException.ThrowIfNull(service);
        return Do(() => _destinations.Add(new ServiceDestination { Service = service, Port = port, Weight = weight }));
    }

    /// <summary>Redirects. At least one part of the new address must be given.</summary>
    /// <param name="authority">The new host; <see langword="null"/> keeps it.</param>
    /// <param name="path">The new path; <see langword="null"/> keeps it.</param>
    /// <param name="scheme">The new scheme, <c>http</c> or <c>https</c>; <see langword="null"/> keeps it.</param>
    /// <param name="port">The new port; <see langword="null"/> keeps it.</param>
    /// <param name="code">The status: 301, 302, 303, 307 or 308.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder RedirectTo(
        string? authority = null, string? path = null, string? scheme = null, int? port = null, int code = 301) =>
        Respond(new RedirectAction { Authority = authority, Path = path, Scheme = scheme, Port = port, Code = code });

    /// <summary>Answers without any service.</summary>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="body">The body, at most 1 MiB; <see langword="null"/> means none.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder RespondWith(int status, string? body = null) => Respond(new DirectResponseAction { Status = status, Body = body });

    /// <summary>Sends to the clusters that serve a host of the mesh; the server becomes an edge.</summary>
    /// <param name="configure">Chooses clusters and host; <see langword="null"/> means all
    /// clusters that serve the server's own host, in its order.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder RouteToClusters(Action<ClusterRouteBuilder>? configure = null) =>
        Respond(Configure(configure, new ClusterRouteBuilder(Path, Problems)).Value);

    /// <summary>Puts a path or prefix in place of what matched. By default the path stays.</summary>
    /// <param name="path">The new path, beginning with a slash.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WithRewritePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Do(() => _rewritePath = path);
    }

    /// <summary>Puts an authority (Host header) in place. By default it stays.</summary>
    /// <param name="authority">The new host.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WithRewriteAuthority(string authority)
    {
        ArgumentNullException.ThrowIfNull(authority);
        return Do(() => _rewriteAuthority = authority);
    }

    /// <summary>Changes headers of requests.</summary>
    /// <param name="changes">What is removed, set and added; laid over what was said before.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WithRequestHeaders(HeaderChanges changes) => Do(() => _requestHeaders = Combine(_requestHeaders, NotNull(changes)));

    /// <summary>Sets a header of requests, whatever it was.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value; a percent sign is written <c>%%</c>, <c>%NAME%</c> is a variable of Envoy.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WithRequestHeader(string name, string value) => WithRequestHeaders(new HeaderChanges { Set = Entry(name, value) });

    /// <summary>Removes a header from requests.</summary>
    /// <param name="name">The header's name.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WithoutRequestHeader(string name) => WithRequestHeaders(new HeaderChanges { Remove = [NotNull(name)] });

    /// <summary>Changes headers of responses.</summary>
    /// <param name="changes">What is removed, set and added; laid over what was said before.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WithResponseHeaders(HeaderChanges changes) =>
        Do(() => _responseHeaders = Combine(_responseHeaders, NotNull(changes)));

    /// <summary>Sets a header of responses, whatever it was.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value; a percent sign is written <c>%%</c>, <c>%NAME%</c> is a variable of Envoy.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WithResponseHeader(string name, string value) =>
        WithResponseHeaders(new HeaderChanges { Set = Entry(name, value) });

    /// <summary>Removes a header from responses.</summary>
    /// <param name="name">The header's name.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WithoutResponseHeader(string name) => WithResponseHeaders(new HeaderChanges { Remove = [NotNull(name)] });

    /// <summary>Limits how long a request may take in all. By default the effective request timeout holds.</summary>
    /// <param name="timeout">The limit: whole milliseconds, at least one.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WithTimeout(TimeSpan timeout) => Do(() => _timeout = timeout);

    /// <summary>Lets pages of other sites call. By default browsers forbid it.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WithCors(CorsSettings policy) => Do(() => _cors = NotNull(policy));

    /// <summary>Lets pages of other sites call. By default browsers forbid it.</summary>
    /// <param name="origins">Sites such as <c>https://www.example.com</c>.</param>
    /// <returns>The builder.</returns>
    public RouteBuilder WithCors(params string[] origins)
    {
        ArgumentNullException.ThrowIfNull(origins);
        return WithCors(new CorsSettings { AllowOrigins = origins.Select(origin => TextMatch.Exact(NotNull(origin))).ToValueList() });
    }

    internal Route ToRoute()
    {
        bool forwards = _destinations.Count > 0 || _rewritePath is not null || _rewriteAuthority is not null;
        if (forwards && _answer is not null)
        {
            Problems.Add(ModelDiagnostics.ConflictingActions.At(
                Path, "The route both forwards (or rewrites) and redirects, answers or leads to clusters.",
                "Keep one of the two; add another route for the other."));
        }

        return new Route
        {
            Matches = _match is null ? default : [.. _matches, _match],
            Action = _answer
                ?? new ForwardAction
                {
                    Destinations = _destinations.ToValueList(),
                    RewritePath = _rewritePath,
                    RewriteAuthority = _rewriteAuthority,
                },
            RequestHeaders = _requestHeaders,
            ResponseHeaders = _responseHeaders,
            Cors = _cors,
            Timeout = _timeout,
        };
    }

    private RouteBuilder WhenPath(TextMatch path) => Match(match =>
    {
        if (match.Path is not null)
        {
            ReportTwice("path");
        }

        return match with { Path = path };
    });

    private RouteBuilder Match(Func<HttpMatch, HttpMatch> change) => Do(() => _match = change(_match ?? new HttpMatch()));

    private RouteBuilder Respond(RouteAction answer) => Do(() =>
    {
        if (_answer is not null)
        {
            Problems.Add(
                ModelDiagnostics.ConflictingActions.At(
                    Path, "The route redirects, answers or leads to clusters twice.",
                    "Keep one of the two; add another route for the other."));
        }

        _answer = answer;
    });

    private void ReportTwice(string what) => Problems.Add(ModelDiagnostics.InvalidMatch.At(
        $"{Path}/matches/{_matches.Count}", $"The match asks for the {what} twice; a request would have to fit both.",
        "Put Or() between the two to take requests that fit either."));

    private static HeaderChanges Combine(HeaderChanges? first, HeaderChanges second) => first is null ? second : new HeaderChanges
    {
        Set = first.Set.With(second.Set),
        Add = first.Add.With(second.Add),
        Remove = first.Remove.AddRange(second.Remove),
    };

    private static ValueMap<string> Entry(string name, string value) => [new(NotNull(name), NotNull(value))];

    private static T NotNull<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
