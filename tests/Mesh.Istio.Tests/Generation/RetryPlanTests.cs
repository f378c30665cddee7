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

    [Theory]
    [InlineData(9000, 3000)]
    [InlineData(3000, 1000)]
    [InlineData(2000, 1000)]
    [InlineData(10000, 3333)]
    [InlineData(500, 500)]
    public void A_try_gets_a_third_of_the_timeout_in_whole_milliseconds_at_least_a_second_never_more_than_all(int timeout, int perTry) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(perTry),
            RetryPlan.For(1, new TrafficSettings { RequestTimeout = TimeSpan.FromMilliseconds(timeout) }).PerTryTimeout);

    [Fact]
    public void Without_a_timeout_tries_are_not_limited() =>
        Assert.Null(RetryPlan.For(1, new TrafficSettings()).PerTryTimeout);

    [Fact]
    public void Requests_that_must_not_repeat_are_tried_again_only_when_no_server_saw_them() =>
        Assert.Equal("connect-failure,refused-stream", RetryPlan.For(1, new TrafficSettings { Retries = new() { Idempotent = false } }).RetryOn);

    [Fact]
    public void What_the_user_sets_wins()
    {
        RetrySettings own = new() { Attempts = 5, PerTryTimeout = TimeSpan.FromSeconds(4) };

        Assert.Equal(new RetryPlan(5, RetryPlan.Repeatable, TimeSpan.FromSeconds(4)), RetryPlan.For(1, new TrafficSettings { Retries = own }));
    }
}
