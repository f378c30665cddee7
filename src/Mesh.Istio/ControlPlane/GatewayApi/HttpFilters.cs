using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>What the filters of a rule add to its route.</summary>
internal sealed class HttpFilters(Backends backends)
{
    private const string ReplacePrefix = "ReplacePrefixMatch";
    private const double Whole = 100;

    /// <summary>The route with the filters; <see langword="null"/> where istiod does not know one and drops the whole route.</summary>
    public HttpRoute? Apply(HttpRoute route, Field filters)
    {
        HttpRoute? so = route;
        foreach (Field filter in filters.Items)
        {
            so = so is null ? null : With(so, filter);
        }

        return so;
    }

    /// <summary>The headers that filters of a backend change; <see langword="null"/> where istiod does not know one.</summary>
    public static Headers? HeadersOf(Field filters)
    {
        var headers = new Headers();
        foreach (Field filter in filters.Items)
        {
            if (Changed(headers, filter) is not { } changed)
            {
                return null;
            }

            headers = changed;
        }

        return headers;
    }

    private HttpRoute? With(HttpRoute route, Field filter) => filter["type"].Text switch
    {
        "RequestHeaderModifier" or "ResponseHeaderModifier" => route with { Headers = Changed(route.Headers ?? new Headers(), filter) },
        "RequestRedirect" => route with { Redirect = RedirectOf(filter["requestRedirect"]) },
        "URLRewrite" => route with { Rewrite = RewriteOf(filter["urlRewrite"]) },
        "RequestMirror" => route with { Mirrors = [.. route.Mirrors, .. MirrorOf(filter["requestMirror"])] },
        "CORS" => route,
        _ => null,
    };

    private static Headers? Changed(Headers headers, Field filter) => filter["type"].Text switch
    {
        "RequestHeaderModifier" => headers with { Request = Operations(filter["requestHeaderModifier"]) },
        "ResponseHeaderModifier" => headers with { Response = Operations(filter["responseHeaderModifier"]) },
        _ => null,
    };

    private static HeaderOperations Operations(Field modifier) => new()
    {
        Set = Pairs(modifier["set"]),
        Add = Pairs(modifier["add"]),
        Remove = modifier["remove"].Items.Select(name => name.Text ?? "").ToValueList(),
    };

    private static ValueMap<string> Pairs(Field headers)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Field header in headers.Items)
        {
            pairs.TryAdd((header["name"].Text ?? "").ToLowerInvariant(), header["value"].Text ?? "");
        }

        return pairs.ToValueMap();
    }

    private static HttpRedirect RedirectOf(Field redirect)
    {
        Field path = redirect["path"];
        string? scheme = redirect["scheme"].Text;
        return new HttpRedirect
        {
            Scheme = scheme,
            Authority = redirect["hostname"].Text,
            RedirectCode = redirect["statusCode"].Number ?? 302,
            Port = redirect["port"].Number is { } port ? new RedirectPort.Number(port)
                : new RedirectPort.Derived(
                    scheme is null ? RedirectPortSelection.FromRequestPort : RedirectPortSelection.FromProtocolDefault),
            Uri = path["type"].Text == "ReplaceFullPath" ? path["replaceFullPath"].Text : null,
            PrefixRewrite = path["type"].Text == ReplacePrefix ? path["replacePrefixMatch"].Text : null,
        };
    }

    private static HttpRewrite RewriteOf(Field rewrite)
    {
        Field path = rewrite["path"];
        string prefix = path["replacePrefixMatch"].Text ?? "";
        return new HttpRewrite
        {
            Authority = rewrite["hostname"].Text,
            Uri = path["type"].Text == ReplacePrefix ? prefix.Length > 1 && prefix.EndsWith('/') ? prefix[..^1]
                : prefix.Length == 0 ? "/" : prefix : null,
            UriRegexRewrite = path["type"].Text == "ReplaceFullPath"
                ? new RegexRewrite { Match = "/.*", Rewrite = path["replaceFullPath"].Text } : null,
        };
    }

    private IEnumerable<HttpMirrorPolicy> MirrorOf(Field mirror)
    {
        if (backends.OfMirror(mirror["backendRef"]) is { } destination)
        {
            double? percent = mirror["percent"].Number is { } whole ? whole
                : mirror["fraction"]["numerator"].Number is { } part ? Whole * part / (mirror["fraction"]["denominator"].Number ?? Whole)
                : null;
            yield return new HttpMirrorPolicy
            {
                Destination = destination,
                Percentage = percent is { } value ? new Percent { Value = value } : null,
            };
        }
    }
}
