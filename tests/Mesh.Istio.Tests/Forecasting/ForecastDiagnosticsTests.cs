using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Forecasting;

public class ForecastDiagnosticsTests
{
    [Fact]
    public void An_unknown_cluster_is_said() => AssertOnly("MF001", AskAs("nowhere", Client));

    [Fact]
    public void An_unknown_client_is_said() => AssertOnly("MF002", AskAs("aws", "bookinfo-backend/nobody"));

    [Fact]
    public void An_unknown_host_is_said() => AssertOnly("MF003", Ask("article", host: "nothing.example.com").Now());

    [Fact]
    public void An_unknown_port_is_said() => AssertOnly("MF003", Ask("article", port: 81).Now());

    [Fact]
    public void A_failure_of_nothing_is_said_and_the_rest_answered()
    {
        Forecast forecast = Ask("article").When(failure => failure
            .ServiceDown("aws", "bookinfo-backend/nobody")
            .GatewayDown("nowhere", "a/b")
            .ClusterDown("nowhere")
            .RegionDown("nowhere")
            .ZoneDown("us-east-2", "nowhere"));

        Assert.Equal(5, forecast.Diagnostics.Count(diagnostic => diagnostic.Code == "MF004"));
        Assert.Equal("aws 100", Clusters(forecast));
    }

    private static Forecast AskAs(string cluster, string client)
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        return new Forecaster(resources, inventory).ForClient(cluster, client).To(Details).Now();
    }

    private static void AssertOnly(string code, Forecast forecast)
    {
        Assert.Equal(code, Assert.Single(forecast.Diagnostics).Code);
        Assert.Equal((ForecastLossKind.NoRoute, 100.0), (forecast.Losses.Single().Kind, forecast.Losses.Single().Percent));
        Assert.Contains(code, forecast.ToString(), StringComparison.Ordinal);
    }
}
