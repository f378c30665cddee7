using System.Globalization;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>What a proxy makes of a request once its route is known: the requests that it sends on, or its own answer.</summary>
internal static class RouteAnswer
{
    public static CallResult Of(RouteEntry route, RequestHead head, ProxyCall call, CallResult result)
    {
        CallResult so = result with
        {
            Route = route.Name,
            Rule = route.Rule,
            Fault = route.Fault,
            Mirrors = route.Mirrors,
            MissingStatus = route.MissingStatus,
        };
        if (route.Fault is { AbortsAll: true } fault)
        {
            so = so with { Status = fault.Status, Body = RouteFault.Body, Mirrors = default };
        }
        else if (route.Rule?.Redirect is { } redirect)
        {
            return so with { Status = StatusOf(redirect), Location = LocationOf(redirect, route.Port, head, call), Mirrors = default };
        }
        else if (route.Rule?.DirectResponse is { } direct)
        {
            return so with { Status = (int)direct.Status, Body = direct.Body is HttpBody.Text(var text) ? text : null, Mirrors = default };
        }

        else if (route is { Rule: null, Targets.IsEmpty: true })
        {
            // Hosts that nobody knows, where these are refused.
            return so with { Status = 502 };
        }

        Request sent = call.Request with { Path = PathOf(route, head), Authority = head.Authority };
        return so with
        {
            Targets = route.Targets.Select((target, i) => target with { Request = RequestTo(route, i, sent) }).ToValueList(),
            Cluster = route.IsWeighted || route.Targets.IsEmpty ? null : route.Targets[0].Cluster,
        };
    }

    private static int StatusOf(HttpRedirect redirect) => redirect.RedirectCode is > 0 and { } code ? (int)code : 301;

    // A prefix is replaced by letters; exact and expression replace the whole path. The query stays.
    private static string PathOf(RouteEntry route, RequestHead head)
    {
        string path = head.Path ?? "/";
        HttpRewrite? rewrite = route.Rule?.Rewrite;
        string rewritten = rewrite?.UriRegexRewrite is { Match: { } pattern } regex
            ? route.Match.Path.Regexes.Replace(pattern, path, regex.Rewrite ?? "")
            : rewrite?.Uri is not { Length: > 0 } uri ? path
            : route.Match.Path is { BySegment: true, Condition: StringMatch.Prefix(var segment) } && uri == "/"
                ? AtRoot(path[Math.Min(segment.TrimEnd('/').Length, path.Length)..])
            : route.Match.Path.Condition is StringMatch.Prefix(var prefix) ? uri + path[Math.Min(prefix.Length, path.Length)..]
            : uri;
        return rewritten + head.Query;
    }

    // Of the slash behind the prefix and that of the root one is left.
    private static string AtRoot(string rest) => rest.StartsWith('/') ? rest : $"/{rest}";

    // The destination's changes come first, then the rule's; a destination's authority wins.
    private static Request RequestTo(RouteEntry route, int index, Request sent)
    {
        HeaderOperations? rule = route.Rule?.Headers?.Request;
        HeaderOperations? own = index < route.Destinations.Count ? route.Destinations[index].Headers?.Request : null;
        string? authority = route.IsWeighted ? AuthorityOf(own) ?? RewrittenBy(route, rule) : RewrittenBy(route, rule) ?? AuthorityOf(own);
        return sent with
        {
            Authority = authority ?? sent.Authority,
            Headers = Changed(Changed(sent.Headers, own), rule),
        };
    }

    private static string? RewrittenBy(RouteEntry route, HeaderOperations? rule) =>
        route.Rule?.Rewrite?.Authority is { Length: > 0 } name ? name : AuthorityOf(rule);

    private static string? AuthorityOf(HeaderOperations? operations) =>
        operations?.Set.FirstOrDefault(header => IsAuthority(header.Key)).Value;

    private static bool IsAuthority(string name) => name.StartsWith(':') || name.Equals("host", StringComparison.OrdinalIgnoreCase);

    // Envoy takes headers away before it adds others.
    private static ValueMap<string> Changed(ValueMap<string> headers, HeaderOperations? operations)
    {
        if (operations is null)
        {
            return headers;
        }

        var changed = headers.ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (string name in operations.Remove)
        {
            changed.Remove(name);
        }

        foreach ((string name, string value) in operations.Set.Where(header => !IsAuthority(header.Key)))
        {
            changed[name.ToLowerInvariant()] = value;
        }

        foreach ((string name, string value) in operations.Add.Where(header => !IsAuthority(header.Key)))
        {
            changed[name.ToLowerInvariant()] = changed.TryGetValue(name, out string? first) ? $"{first},{value}" : value;
        }

        return changed.ToValueMap();
    }

    private static string LocationOf(HttpRedirect redirect, int port, RequestHead head, ProxyCall call)
    {
        string scheme = redirect.Scheme is { Length: > 0 } other ? other : head.Scheme;
        string path = redirect.Uri is { Length: > 0 } uri ? uri.Contains('?', StringComparison.Ordinal) ? uri : uri + head.Query
            : $"{head.Path}{head.Query}";
        int standard = call.Tls == CallTls.None ? 80 : 443;
        string suffix = redirect.Port switch
        {
            RedirectPort.Number(var number) => string.Create(CultureInfo.InvariantCulture, $":{number}"),
            RedirectPort.Derived(RedirectPortSelection.FromRequestPort) when port != standard =>
                string.Create(CultureInfo.InvariantCulture, $":{port}"),
            _ => "",
        };
        string host = redirect.Authority is { Length: > 0 } authority ? authority : HostOf(head, scheme, suffix.Length > 0);
        return $"{scheme}://{host}{suffix}{path}";
    }

    // The port of the request's host stays unless the redirect names one or the scheme that it stands for changes.
    private static string HostOf(RequestHead head, string scheme, bool hasPort)
    {
        int colon = head.Authority.LastIndexOf(':');
        if (colon < 0 || colon < head.Authority.LastIndexOf(']'))
        {
            return head.Authority;
        }

        string own = head.Scheme == "https" ? ":443" : ":80";
        return hasPort || (scheme != head.Scheme && head.Authority[colon..] == own) ? head.Authority[..colon] : head.Authority;
    }
}
