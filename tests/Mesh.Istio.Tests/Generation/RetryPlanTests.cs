using Mesh.Istio.Generation;

namespace Mesh.Istio.Tests.Generation;

public class RetryPlanTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 6)]
    [InlineData(9, 6)]
    public void Two_tries_for_each_fallback_at_least_two_at_most_six(int fallbacks, int attempts) =>
        Assert.Equal(attempts, RetryPlan.For(fallbacks, new TrafficSettings()).Attempts);

    // Derived from a timeout it failed 133 of 133 right answers that took 6 s (recording H2).
    [Fact]
    public void A_try_is_limited_only_where_the_model_says_so()
    {
        Assert.Null(RetryPlan.For(1, new TrafficSettings { RequestTimeout = TimeSpan.FromSeconds(9) }).PerTryTimeout);
        Assert.Equal(
            TimeSpan.FromSeconds(4),
            RetryPlan.For(1, new TrafficSettings { Retries = new() { PerTryTimeout = TimeSpan.FromSeconds(4) } }).PerTryTimeout);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Six_tries_reach_three_fallbacks(int fallbacks, bool reached) =>
        Assert.Equal(reached, RetryPlan.Default(fallbacks).Reaches(fallbacks));

    [Theory]
    [InlineData(false, false, "connect-failure,refused-stream")]
    [InlineData(true, false, "gateway-error,connect-failure,refused-stream,reset")]
    [InlineData(null, true, "connect-failure,refused-stream,unavailable,cancelled")]
    [InlineData(true, true, "gateway-error,connect-failure,refused-stream,reset,unavailable,cancelled")]
    [InlineData(false, true, "connect-failure,refused-stream")]
    public void One_route_repeats_what_its_requests_bear(bool? idempotent, bool grpc, string retryOn)
    {
        RetryPlan plan = RetryPlan.For(1, new TrafficSettings { Retries = new() { Idempotent = idempotent } }) with { IsGrpc = grpc };

        Assert.Equal((false, retryOn), (plan.IsByMethod, plan.RetryOn));
    }

    [Fact]
    public void What_the_user_sets_wins()
    {
        RetrySettings own = new() { Attempts = 5, PerTryTimeout = TimeSpan.FromSeconds(4) };

        Assert.Equal(new RetryPlan(5, null, TimeSpan.FromSeconds(4)), RetryPlan.For(1, new TrafficSettings { Retries = own }));
    }
}
