using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting.Tables;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;
using Api = Mesh.Istio.Resources;

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
    public void A_host_that_is_called_at_its_own_address_is_said()
    {
        Forecast forecast = WithEntry(entry => entry with { Resolution = Api.ServiceEntryResolution.None, Endpoints = default }).Now();

        // Nobody knows whom the name stands for; that it answers is assumed.
        Assert.Equal(["MF005", "MF010"], forecast.Diagnostics.Select(finding => finding.Code));
        Assert.Equal("", Assert.Single(forecast.Shares).Address);
    }

    [Fact]
    public void A_route_to_a_subset_that_is_not_there_is_said()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        MeshResources changed = Change<Api.VirtualService>(resources, routes => routes.Gateways.IsEmpty, routes => routes with
        {
            Http = routes.Http.Select(route => route with
            {
                Route = route.Route.Select(to => to with { Destination = to.Destination! with { Subset = "nowhere" } }).ToValueList(),
            }).ToValueList(),
        });

        Forecast forecast = new Forecaster(changed, inventory).ForClient("aws", Client).To(Details).Now();

        Assert.Equal(["MF007"], forecast.Diagnostics.Select(finding => finding.Code));
        Assert.Equal((ForecastLossKind.NoRoute, 100.0), (Assert.Single(forecast.Losses).Kind, forecast.LostPercent));
    }

    [Fact]
    public void A_client_that_is_in_what_fails_is_said()
    {
        Forecast forecast = Ask("article").When(failure => failure.ClusterDown("aws"));

        Assert.Equal("MF006", Assert.Single(forecast.Diagnostics).Code);
        Assert.True(forecast.ClientIsGone);
    }

    [Fact]
    public void A_failure_of_nothing_has_no_answer()
    {
        Forecast forecast = Ask("article").When(failure => failure
            .ServiceDown("aws", "bookinfo-backend/nobody")
            .GatewayDown("nowhere", "a/b")
            .ClusterDown("nowhere")
            .RegionDown("nowhere")
            .ZoneDown("us-east-2", "nowhere"));

        // The cluster that two of them name is one finding.
        Assert.Equal(4, forecast.Diagnostics.Count(diagnostic => diagnostic.Code == "MF004"));
        Assert.True(forecast.IsUnknown && forecast.LosesRequests);
        Assert.Equal((ForecastLossKind.NoRoute, 100.0), (Assert.Single(forecast.Losses).Kind, forecast.LostPercent));
        Assert.Empty(forecast.Shares);
    }

    [Fact]
    public void A_name_that_is_nearly_right_is_named()
    {
        Forecast cluster = Ask("article").When(failure => failure.ClusterDown("aw"));
        Forecast path = Ask("article").When(failure => failure.PathDown("aws", "gpc"));
        Forecast region = Ask("article").When(failure => failure.RegionDown("us-east2"));
        Forecast service = Ask("article").When(failure => failure.ServiceDown("aws", "bookinfo-backend/detials"));

        Assert.Contains(
            "No cluster is called 'aw'; there is: aws, gcp.", Assert.Single(cluster.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'gcp'?", Assert.Single(path.Diagnostics).Help, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'us-east-2'?", Assert.Single(region.Diagnostics).Help, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'bookinfo-backend/details'?", Assert.Single(service.Diagnostics).Help, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'gcp'?", Assert.Single(AskAs("gpc", Client).Diagnostics).Help, StringComparison.Ordinal);
        Assert.Contains(
            "Did you mean 'bookinfo-backend/productpage'?", Assert.Single(AskAs("aws", "bookinfo-backend/productpages").Diagnostics).Help,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_and_proofs_do_not_take_a_wrong_name_for_survival()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        var forecaster = new Forecaster(resources, inventory);

        ForecastTable table = forecaster.ForCalls(calls => calls.Add(forecaster.ForClient("aws", Client).To(Details)))
            .Table(failures => failures.Add(failure => failure.ClusterDown("gpc")));
        Assert.True(Assert.Single(table.Lossy).IsUnknown);
        Assert.Contains("| unknown", table.ToString(), StringComparison.Ordinal);

        SurvivalProof proof = forecaster.ForClient("asw", Client).To(Details).SurvivesAny(1);
        Assert.True(proof.IsUnknown && !proof.Survives);
        Assert.StartsWith("unknown", proof.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_that_is_not_there_is_no_cluster_without_objects()
    {
        MeshResources resources = Load("article").Resources;

        Assert.Contains(
            "there is: aws, gcp. Did you mean 'aws'?", Assert.Throws<KeyNotFoundException>(() => resources["asw"]).Message,
            StringComparison.Ordinal);
        Assert.Null(resources.Find("asw"));
        Assert.Same(resources.Clusters[0], resources.Find("aws"));
    }

    private static ForecastQuery WithEntry(Func<Api.ServiceEntry, Api.ServiceEntry> change)
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        return new Forecaster(Change(resources, entry => entry.Hosts.Contains(Details), change), inventory)
            .ForClient("aws", Client)
            .To(Details);
    }

    private static MeshResources Change<T>(MeshResources resources, Func<T, bool> isMeant, Func<T, T> change)
        where T : Api.IstioObject => resources with
        {
            Clusters = resources.Clusters.Select(cluster => cluster with
            {
                Objects = cluster.Objects.Select(o => o is T found && isMeant(found) ? change(found) : o).ToValueList(),
            }).ToValueList(),
        };

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
