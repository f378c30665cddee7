using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Simulation;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Simulation;

public class RunningForecastTests
{
    private const string Service = "bookinfo-backend/details";

    [Fact]
    public void A_forecast_without_traffic_has_no_transition() =>
        Assert.Null(Ask("article").When(failure => failure.ServiceDown("aws", Service)).Transition);

    [Fact]
    public void The_way_there_and_back_is_told_beside_the_steady_state()
    {
        Forecast forecast = Ask("article")
            .WhileRunning(20, TimeSpan.FromSeconds(30))
            .When(failure => failure.PodsFail("aws", Service, FailureKind.Answers503));
        ForecastTransition way = forecast.Transition!;

        Assert.Equal("gcp 100", Clusters(forecast));
        Assert.Equal((20 * 150, 0, true), ((int)way.Requests, (int)way.FailedRequests, way.RetriedRequests > 0));
        Assert.True(way.HomeAfter is { } home && home < TimeSpan.FromMinutes(2));
        Assert.Contains("20 requests/s, failure of 30 s: 0 of 3000 failed", forecast.Explain(), StringComparison.Ordinal);
        Assert.Equal(forecast, Forecast.FromJson(forecast.ToJson()));
    }

    [Fact]
    public void Where_everything_is_down_what_is_dropped_is_named()
    {
        ForecastTransition way = Ask("article").WhileRunning(20, TimeSpan.FromSeconds(10))
            .When(failure => failure.ServiceDown("aws", Service).ServiceDown("gcp", Service)).Transition!;

        Assert.True(way.FailedRequests >= 190 && way.LastErrorAfter >= TimeSpan.FromSeconds(9));
        Assert.Equal(100, way.DroppedForever.Sum(loss => loss.Percent));
    }

    [Fact]
    public void A_question_that_cannot_be_answered_has_no_transition() =>
        Assert.Null(Ask("article", host: "nothing.example.com").WhileRunning(20, TimeSpan.FromSeconds(1)).When(_ => { }).Transition);
}
