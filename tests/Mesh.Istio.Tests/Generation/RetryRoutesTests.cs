using Mesh.Istio.Generation;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation;

public class RetryRoutesTests
{
    private const string Full = "gateway-error,connect-failure,refused-stream,reset";
    private const string Short = "connect-failure,refused-stream";

    [Fact]
    public void A_route_for_all_methods_becomes_two_that_stand_together()
    {
        HttpRoute[] routes = Routes(new HttpMatchRequest { Port = 80 }, new HttpMatchRequest { Port = 15443 });

        Assert.Equal(["r-repeatable", "r-once"], routes.Select(route => route.Name));
        Assert.Equal([Full, Short], routes.Select(route => route.Retries!.RetryOn));
        Assert.All(routes[0].Match, match => Assert.Equal(new StringMatch.Regex("GET|HEAD|OPTIONS|TRACE|PUT|DELETE"), match.Method));
        Assert.All(routes[1].Match, match => Assert.Null(match.Method));
        Assert.All(routes, route => Assert.Equal([80u, 15443u], route.Match.Select(match => match.Port!.Value)));
    }

    [Fact]
    public void A_route_without_match_keeps_none_for_what_is_left()
    {
        HttpRoute[] routes = Routes();

        Assert.Single(routes[0].Match);
        Assert.Empty(routes[1].Match);
    }

    [Theory]
    [InlineData("GET", Full)]
    [InlineData("POST", Short)]
    [InlineData("PATCH", Short)]
    public void A_route_with_a_method_of_its_own_stays_one(string method, string retryOn)
    {
        HttpRoute route = Assert.Single(Routes(new HttpMatchRequest { Method = new StringMatch.Exact(method) }));

        Assert.Equal(
            ("r", retryOn, new StringMatch.Exact(method)), (route.Name, route.Retries!.RetryOn, Assert.Single(route.Match).Method));
    }

    [Theory]
    [InlineData("DELETE|GET", Full)]
    [InlineData("GET|POST", Short)]
    public void Of_several_methods_all_must_allow_it(string methods, string retryOn) =>
        Assert.Equal(retryOn, Assert.Single(Routes(new HttpMatchRequest { Method = new StringMatch.Regex(methods) })).Retries!.RetryOn);

    [Fact]
    public void Matches_with_and_without_methods_go_where_they_belong()
    {
        HttpRoute[] routes = Routes(
            new HttpMatchRequest { Port = 1 },
            new HttpMatchRequest { Port = 2, Method = new StringMatch.Exact("GET") },
            new HttpMatchRequest { Port = 3, Method = new StringMatch.Exact("POST") });

        Assert.Equal([1u, 2u], routes[0].Match.Select(match => match.Port!.Value));
        Assert.Equal([1u, 3u], routes[1].Match.Select(match => match.Port!.Value));
    }

    [Fact]
    public void Without_retries_there_is_nothing_to_tell_apart() => Assert.Equal(
        new HttpRetry { Attempts = 0 }, Assert.Single(RetryRoutes.Of(new HttpRoute { Name = "r" }, new RetryPlan(0, null, null))).Retries);

    [Fact]
    public void A_gateway_tries_once_more_in_its_own_cluster() => Assert.Equal(
        new HttpRetry { Attempts = 1, RetryOn = Short },
        Assert.Single(RetryRoutes.Of(new HttpRoute { Name = "r" }, RetryPlan.AtGateway)).Retries);

    private static HttpRoute[] Routes(params HttpMatchRequest[] matches) =>
        [.. RetryRoutes.Of(new HttpRoute { Name = "r", Match = matches.ToValueList() }, new RetryPlan(2, null, null))];
}
