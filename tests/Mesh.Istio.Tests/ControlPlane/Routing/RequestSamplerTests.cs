using CsCheck;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.ControlPlane.Routing;

/// <summary>The requests that tables and proofs ask about.</summary>
public class RequestSamplerTests
{
    private static readonly Gen<StringMatch> Text = Gen.OneOf<StringMatch>(
        Words("a", "b", "ab").Select(value => (StringMatch)new StringMatch.Exact(value)),
        Words("a", "b").Select(value => (StringMatch)new StringMatch.Prefix(value)),
        Words("a+", "[a-c]+", "x|y", "(b|c)d*").Select(value => (StringMatch)new StringMatch.Regex(value)),
        Gen.Const((StringMatch)new StringMatch.Any()));

    private static readonly Gen<StringMatch?> Uri = Gen.OneOf<StringMatch?>(
        Words("/a", "/b/c").Select(value => (StringMatch?)new StringMatch.Exact(value)),
        Words("/", "/a", "/b/").Select(value => (StringMatch?)new StringMatch.Prefix(value)),
        Words("/(a|b)/[0-9]+", "/c.*", "/d/[^/]+/e").Select(value => (StringMatch?)new StringMatch.Regex(value)),
        Gen.Const((StringMatch?)null));

    private static readonly Gen<HttpMatchRequest> Match = Gen.Select(Uri, Text.Array[0, 1], Text.Array[0, 1], Text.Array[0, 1]).Select(
        (uri, header, absent, parameter) => new HttpMatchRequest
        {
            Uri = uri,
            Headers = header.Select(value => KeyValuePair.Create("x-a", value)).ToValueMap(),
            WithoutHeaders = absent.Select(value => KeyValuePair.Create("x-b", value)).ToValueMap(),
            QueryParams = parameter.Select(value => KeyValuePair.Create("q", value)).ToValueMap(),
        });

    [Fact]
    public void A_route_alone_always_has_a_request() => Match.Sample(match => Find([match], 0) is not null);

    [Fact]
    public void A_request_takes_the_route_that_it_is_for() => Match.Array[1, 4].Sample(matches =>
    {
        for (int i = 0; i < matches.Length; i++)
        {
            VirtualHost host = Host(matches);
            if (Find(matches, i) is { } request
                && host.Find(new RequestHead(Call with { Request = request }, ProxyType.Sidecar, PathNormalization.Base))
                != host.Ordered.ToList().FindIndex(route => route.Name == FormattableString.Invariant($"{i}")))
            {
                return false;
            }
        }

        return true;
    });

    [Theory]
    [InlineData("/api/v[12](/.*)?", "/api/v1")]
    [InlineData("^/(login|logout)$", "/login")]
    [InlineData(@".*\.js", ".js")]
    [InlineData(@"/items/\d{3}", "/items/000")]
    [InlineData("/[^/]+/x", "/a/x")]
    [InlineData("(?i)/case", "/case")]
    [InlineData("(?P<v>v[0-9]+)?/a", "/a")]
    [InlineData("[[:upper:]]", "A")]
    public void An_expression_has_a_text_that_it_covers(string pattern, string text)
    {
        var regexes = new RegexCache();
        Assert.Equal(text, RegexSample.Of(pattern, regexes));
        Assert.True(regexes.IsFullMatch(pattern, text));
    }

    [Fact]
    public void A_route_behind_one_that_wants_a_header_absent_gets_the_header()
    {
        HttpMatchRequest[] matches = [new() { WithoutHeaders = [new("x-b", new StringMatch.Any())] },
            new() { Uri = new StringMatch.Prefix("/a") }];
        Assert.Equal("x", Find(matches, 1)!.Headers["x-b"]);
    }

    private static Gen<string> Words(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static ProxyCall Call => new() { Port = 80, Host = "host" };

    private static Request? Find(HttpMatchRequest[] matches, int index)
    {
        VirtualHost host = Host(matches);
        ProxyConfig view = new ControlPlaneView(new PushContext { Cluster = "east" })
            .For(new ClientProxy { Namespace = "shop", Cluster = "east" });
        int place = host.Ordered.ToList().FindIndex(route => route.Name == FormattableString.Invariant($"{index}"));
        return new RequestSampler(host, Call, view).Find(place);
    }

    private static VirtualHost Host(HttpMatchRequest[] matches)
    {
        var regexes = new RegexCache();
        var host = new VirtualHost("host:80", ["host"]);
        host.Routes.AddRange(
            matches.Select((match, i) => new RouteEntry(FormattableString.Invariant($"{i}"), RouteMatch.Of(match, regexes), default)));
        return host;
    }
}
