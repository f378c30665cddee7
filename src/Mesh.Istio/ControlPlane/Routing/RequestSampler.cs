using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>
/// Finds for each route of a virtual host a request that takes it, made of its conditions and of what routes before it ask for.
/// </summary>
/// <param name="host">The virtual host.</param>
/// <param name="call">The call whose request is changed as little as possible.</param>
/// <param name="view">The proxy.</param>
internal sealed class RequestSampler(VirtualHost host, ProxyCall call, ProxyConfig view)
{
    private static string[] Methods => ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    /// <summary>The request; <see langword="null"/> where none was found, as for a route that others hide.</summary>
    public Request? Find(int index)
    {
        foreach (Request candidate in Candidates(index))
        {
            var head = new RequestHead(call with { Request = candidate }, view.Proxy.Type, view.Index.Settings.PathNormalization);
            if (host.Find(head) == index)
            {
                return candidate;
            }
        }

        return null;
    }

    private IEnumerable<Request> Candidates(int index)
    {
        RouteMatch match = host.Ordered[index].Match;
        Request plain = Fulfil(match);
        // The routes before this one must not take it: other paths below the same prefix, other methods, headers that they must not see.
        Request[] variants = [plain, .. Avoiding(plain, match, index)];
        foreach (Request variant in variants)
        {
            foreach (string path in Paths(match.Path))
            {
                yield return variant with { Path = WithQuery(path, match) };
            }
        }
    }

    private Request Fulfil(RouteMatch match)
    {
        Request request = call.Request;
        foreach (IGrouping<string, HeaderMatcher> matchers in match.Headers.GroupBy(header => header.Name, StringComparer.Ordinal))
        {
            string? value = ValueFor([.. matchers]);
            request = matchers.Key switch
            {
                ":method" => request with { Method = value ?? request.Method },
                ":authority" => request with { Authority = value ?? request.Authority },
                ":scheme" => request with
                {
                    Scheme = value ?? request.Scheme,
                    Headers = value is null ? request.Headers : request.Headers.With("x-forwarded-proto", value),
                },
                _ when value is null => request,
                string name => request with { Headers = request.Headers.With(name, value) },
            };
        }

        return request;
    }

    private IEnumerable<Request> Avoiding(Request request, RouteMatch match, int index)
    {
        HeaderMatcher[] before = [.. host.Ordered.Take(index).SelectMany(route => route.Match.Headers)];
        string[] own = [.. match.Headers.Select(header => header.Name)];
        string[] absent = [.. before.Where(header => header.Inverts && !own.Contains(header.Name)).Select(header => header.Name)
            .Distinct()];
        Request all = request with
        {
            Headers = request.Headers.With(absent.Select(name => KeyValuePair.Create(name, Shared(before, name))).ToValueMap()),
        };
        yield return all;
        foreach (string name in absent)
        {
            yield return request with { Headers = request.Headers.With(name, Shared(before, name)) };
        }

        foreach (string method in own.Contains(":method") ? [] : Methods)
        {
            yield return request with { Method = method };
            yield return all with { Method = method };
        }
    }

    // A value that a route before does not want to see: the one that it names, else any.
    private static string Shared(HeaderMatcher[] before, string name) => before
        .Where(header => header.Inverts && header.Name == name)
        .Select(header => TextFor(header.Value))
        .FirstOrDefault(value => value.Length > 0, "x");

    /// <summary>A value for which all conditions on a header hold; <see langword="null"/> for leaving it away.</summary>
    private string? ValueFor(HeaderMatcher[] matchers)
    {
        string[] texts = [.. matchers.Where(matcher => !matcher.Inverts).Select(matcher => TextFor(matcher.Value))
            .Where(text => text.Length > 0)];
        string[] given = matchers[0].Name switch
        {
            ":method" => Methods,
            ":authority" => [.. host.Domains.Where(domain => !domain.StartsWith('*'))],
            ":scheme" => ["http", "https"],
            _ => [],
        };
        string[] candidates = [.. given, .. texts, .. texts.Select(text => $"{text}x"), "x", "0", ""];
        bool canBeAbsent = matchers.All(matcher => matcher.Inverts && (matcher.Value.IsPresence || !matcher.Value.Matches("")));
        return canBeAbsent ? null
            : candidates.FirstOrDefault(value =>
                matchers.All(matcher => (matcher.Value.IsPresence || matcher.Value.Matches(value)) != matcher.Inverts));
    }

    private static IEnumerable<string> Paths(TextMatcher path)
    {
        string text = TextFor(path);
        string[] below = text.EndsWith('/') ? ["x", "x/y"] : ["/x", "x", "/x/y"];
        return path.Condition is not StringMatch.Exact ? [text, .. below.Select(more => text + more), $"/{text}"] : [text];
    }

    private static string WithQuery(string path, RouteMatch match)
    {
        IEnumerable<string> parameters = match.QueryParameters.Select(parameter => $"{parameter.Name}={TextFor(parameter.Value)}");
        return match.QueryParameters.Count == 0 ? path : $"{path}?{string.Join('&', parameters)}";
    }

    private static string TextFor(TextMatcher matcher) => matcher.Condition switch
    {
        StringMatch.Exact(var value) => value,
        StringMatch.Prefix(var value) => value,
        StringMatch.Regex(var value) => RegexSample.Of(value, matcher.Regexes),
        _ => "x",
    };
}
