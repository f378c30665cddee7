using Mesh.Istio.Forecasting;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Forecasting;

public class ClusterStateForecastTests
{
    [Fact]
    public void Traffic_leaves_a_drained_cluster_and_returns_as_the_last_resort()
    {
        Assert.Equal("azure 100", Clusters(Ask("drained").Now()));
        Assert.Equal("gcp 100", Clusters(Ask("drained").When(failure => failure.ClusterDown("azure"))));
        Forecast last = Ask("drained").When(failure => failure.ClusterDown("azure").ClusterDown("gcp"));

        Assert.Equal("aws 100", Clusters(last));
        Assert.Empty(last.Losses);
    }

    [Fact]
    public void Nothing_goes_to_an_evacuated_cluster_even_when_all_others_are_gone()
    {
        Assert.Equal("azure 100", Clusters(Ask("evacuated").Now()));
        Forecast last = Ask("evacuated").When(failure => failure.ClusterDown("azure").ClusterDown("gcp"));

        Assert.Empty(last.Shares);
        Assert.NotEmpty(last.Losses);
    }
}
