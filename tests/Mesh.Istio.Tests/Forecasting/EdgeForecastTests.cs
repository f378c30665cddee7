using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>What users see who come through an edge or need a transit.</summary>
public class EdgeForecastTests
{
    [Fact]
    public void An_edge_prefers_its_region_and_falls_back_to_the_other_one()
    {
        Assert.Equal("aws 50, azure 50", Clusters(Edge("edge-auto").Now()));
        // Two of three gateways hold 93 % of what all three do (Envoy's overprovisioning of 1.4), one of two 70 %.
        Assert.Equal("azure 93, gcp 7", Clusters(Edge("edge-auto").When(failure => failure.ClusterDown("aws"))));
        Forecast far = Edge("edge-auto").When(failure => failure.RegionDown("us-east-2"));

        Assert.Equal("gcp 100", Clusters(far));
        Assert.Empty(far.Losses);
    }

    [Fact]
    public void A_split_keeps_its_shares_and_loses_that_of_a_dead_cluster()
    {
        ForecastQuery query = Edge("edge-weighted", "www.example.com", 443);

        Assert.Equal("aws 70, gcp 30", Clusters(query.Now()));
        Forecast dead = query.When(failure => failure.ClusterDown("gcp"));

        Assert.Equal("aws 70", Clusters(dead));
        Assert.Equal(30, dead.Losses.Sum(loss => loss.Percent), 6);
    }

    [Fact]
    public void A_split_with_fallback_loses_nothing()
    {
        Assert.Equal("aws 80, gcp 20", Clusters(Edge("edge-fallback").Now()));
        Assert.Equal("aws 70, azure 30", Clusters(Edge("edge-fallback").When(failure => failure.ClusterDown("gcp"))));
        Forecast last = Edge("edge-fallback").When(failure => failure.ClusterDown("gcp").ClusterDown("aws"));

        Assert.Equal("azure 100", Clusters(last));
        Assert.Empty(last.Losses);
    }

    [Fact]
    public void An_edge_beside_an_ingress_uses_it_first_and_leaves_when_it_is_down()
    {
        ForecastQuery query = AtGateway("edge-beside-ingress", "aws", Details, 80);

        Assert.Equal("aws 100", Clusters(query.Now()));
        Assert.Equal("gcp 100", Clusters(query.When(failure => failure.GatewayDown("aws", "bookinfo-backend/ingress-bookinfo"))));
        Assert.Equal("gcp 100", Clusters(query.When(failure => failure.ServiceDown("aws", "bookinfo-backend/details"))));
    }

    [Fact]
    public void A_client_fails_over_through_a_transit()
    {
        ForecastQuery query = Query("transit", "gcp", "bookinfo-backend/productpage", Details, 80);

        Assert.Equal("gcp 100", Clusters(query.Now()));
        Forecast moved = query.When(failure => failure.ServiceDown("gcp", "bookinfo-backend/details"));

        // The door is the transit gateway; behind it the other cluster answers.
        Assert.Equal("192.0.2.60", Assert.Single(moved.Shares).Address);
        Assert.Empty(moved.Losses);
        Assert.NotEmpty(
            query.When(
                failure => failure.ServiceDown("gcp", "bookinfo-backend/details").ServiceDown("aws", "bookinfo-backend/details")).Losses);
    }

    [Fact]
    public void A_client_without_a_gateway_of_its_own_goes_through_two_transits()
    {
        ForecastQuery query = Query("transit-chain", "gcp", "shop/cart", Details, 80);

        Assert.Equal("192.0.2.60", Assert.Single(query.Now().Shares).Address);
        Assert.Empty(query.When(failure => failure.ClusterDown("aws")).Losses);
        Assert.NotEmpty(query.When(failure => failure.ClusterDown("hub")).Losses);
    }

    private static ForecastQuery Edge(string name, string host = Details, int port = 80) => AtGateway(name, "edge", host, port);

    private static ForecastQuery AtGateway(string name, string cluster, string host, int port)
    {
        (MeshResources resources, Inventory inventory) = Load(name);
        return new Forecaster(resources, inventory).ForGateway(cluster, "edge/edge-bookinfo").To(host, port);
    }

    private static ForecastQuery Query(string name, string cluster, string client, string host, int port)
    {
        (MeshResources resources, Inventory inventory) = Load(name);
        return new Forecaster(resources, inventory).ForClient(cluster, client).To(host, port);
    }
}
