using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>What callers of a plain service name see: own pods first, then the other clusters in order.</summary>
public class EastWestForecastTests
{
    private const string Fqdn = "details.bookinfo-backend.svc.cluster.local";
    private const string Service = "bookinfo-backend/details";

    [Theory]
    [InlineData("aws")]
    [InlineData("gcp")]
    public void Everything_up_stays_at_home(string cluster)
    {
        Forecast forecast = AskService("east-west-up", cluster).Now();

        Assert.Equal($"{cluster} 100", Clusters(forecast));
        Assert.Equal(9080, Assert.Single(forecast.Shares).Port);
        Assert.Empty(forecast.Losses);
        Assert.Empty(forecast.Diagnostics);
        Assert.Equal(
            cluster == "aws" ? ["aws 10.1.0.10:9080", "gcp 198.51.100.20:15443"] : ["gcp 10.2.0.10:9080", "aws 203.0.113.10:15443"],
            forecast.Order.SelectMany(step => step.Members));
    }

    [Fact]
    public void Scaled_to_zero_at_home_everything_goes_to_the_other_cluster_without_a_lost_request()
    {
        Forecast forecast = AskService("east-west-up").When(failure => failure.ServiceScaledToZero("aws", Service));

        Assert.Equal("gcp 100", Clusters(forecast));
        Assert.Equal(("198.51.100.20", 15443), (forecast.Shares[0].Address, forecast.Shares[0].Port));
        Assert.Empty(forecast.Losses);
    }

    [Fact]
    public void Generated_while_it_is_scaled_to_zero_the_same_holds()
    {
        Forecast forecast = AskService("east-west-down").Now();

        Assert.Equal("gcp 100", Clusters(forecast));
        Assert.Empty(forecast.Losses);
    }

    [Fact]
    public void Pods_that_fail_are_ejected_and_the_other_cluster_answers()
    {
        Forecast forecast = AskService("east-west-up").When(failure => failure.ServiceDown("aws", Service));

        Assert.Equal("gcp 100", Clusters(forecast));
        Assert.Empty(forecast.Losses);
    }

    [Fact]
    public void Gone_everywhere_requests_are_lost_and_end()
    {
        Forecast forecast = AskService("east-west-up")
            .When(failure => failure.ServiceScaledToZero("aws", Service).ServiceScaledToZero("gcp", Service));

        Assert.Equal(100, forecast.LostPercent, 6);
    }

    [Fact]
    public void Users_from_outside_are_saved_too_because_the_gateway_calls_the_same_service()
    {
        Forecast forecast = Ask("east-west-up").When(failure => failure.ServiceScaledToZero("aws", Service));

        Assert.Empty(forecast.Losses);
        Assert.Equal(100, forecast.Shares.Sum(share => share.Percent), 6);
    }

    [Theory]
    [InlineData("azure")]
    [InlineData("edge")]
    public void Where_the_service_does_not_exist_its_name_leads_to_the_clusters_that_have_it(string cluster)
    {
        (MeshResources resources, Inventories.Inventory inventory) = Load("east-west-not-everywhere");
        PushContext mesh = PushContext.Of(cluster, resources, inventory);
        EnvoyCluster target = new ControlPlaneView(mesh).For(Meshes.Client("bookinfo-backend", cluster: cluster)).Cluster(Fqdn, 9080)!;

        Assert.Equal("outbound_.9080_.local_." + Fqdn, target.Tls!.Sni);
        Assert.Equal(
            ["198.51.100.20:15443", "203.0.113.10:15443"],
            target.Groups!.Value.SelectMany(group => group.Endpoints).Select(
                endpoint => $"{endpoint.Address}:{endpoint.Port}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("aws", "aws 100", "gcp 100")]
    [InlineData("gcp", "aws 100", "gcp 100")]
    public void An_order_that_puts_another_cluster_before_the_own_pods_holds(string client, string up, string withoutAws)
    {
        ForecastQuery query = AskService("east-west-ports", client);

        Assert.Equal(up, Clusters(query.Now()));
        Assert.Equal(
            withoutAws,
            Clusters(
                query.When(
                    failure => failure.ServiceScaledToZero("aws", Service).GatewayDown("aws", "bookinfo-backend/ingress-bookinfo"))));
    }

    private static ForecastQuery AskService(string name, string cluster = "aws")
    {
        (MeshResources resources, Inventories.Inventory inventory) = Load(name);
        return new Forecaster(resources, inventory).ForClient(cluster, "bookinfo-backend/productpage").To("details", 9080);
    }
}
