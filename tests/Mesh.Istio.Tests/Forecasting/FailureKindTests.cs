using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Forecasting;

public class FailureKindTests
{
    private const string Service = "bookinfo-backend/details";

    [Theory]
    [InlineData(FailureKind.Refused, "gcp 100")]
    [InlineData(FailureKind.Reset, "gcp 100")]
    [InlineData(FailureKind.Hangs, "gcp 100")]
    [InlineData(FailureKind.Answers503, "gcp 100")]
    [InlineData(FailureKind.Slow, "aws 100")]
    public void Pods_that_fail_move_traffic_and_slow_ones_do_not(FailureKind kind, string expected) =>
        Assert.Equal(expected, Clusters(Ask("article").When(failure => failure.PodsFail("aws", Service, kind))));

    [Fact]
    public void Slow_pods_still_answer() =>
        Assert.Equal("aws 100", Clusters(Ask("article").When(failure => failure.PodsSlow("aws", Service, TimeSpan.FromSeconds(1)))));

    [Fact]
    public void Pods_that_are_not_ready_move_traffic() =>
        Assert.Equal("gcp 100", Clusters(Ask("article").When(failure => failure.NotReady("aws", Service))));

    [Fact]
    public void A_broken_path_counts_in_its_direction_only()
    {
        Forecast away = Ask("article").When(failure => failure.ServiceDown("aws", Service).PathDown("aws", "gcp"));
        Forecast back = Ask("article").When(failure => failure.ServiceDown("aws", Service).PathDown("gcp", "aws"));

        Assert.Equal((100.0, "gcp 100"), (away.LostPercent, Clusters(back)));
    }

    [Fact]
    public void A_path_between_clusters_that_are_not_there_is_a_finding() =>
        Assert.Equal(["MF004"], Ask("article").When(failure => failure.PathDown("aws", "nowhere")).Diagnostics.Select(found => found.Code));
}
