using Mesh.Inventories;
using Mesh.Istio.Capacity;
using static Mesh.Istio.Tests.Capacity.LoadMeshes;

namespace Mesh.Istio.Tests.Capacity;

public class LoadForecastTests
{
    private static readonly Demand FrontToA = Demand.Of(d => d.FromClient("aws", Front, HostOf("a"), 80, 120));

    [Fact]
    public void Requests_come_to_the_pods_of_the_cluster_that_answers_and_to_its_gateway()
    {
        LoadForecast load = Two().Forecaster(FrontToA).Now();

        ServiceLoad a = load.Find("aws", "shop/a")!;
        Assert.Equal((120, 2, 200, 0.6), (Math.Round(a.RequestsPerSecond, 6), a.Pods, a.Capacity, Math.Round(a.Utilisation!.Value, 6)));
        Assert.Equal(120, load.Find("aws", Gateway)!.RequestsPerSecond, 6);
        Assert.True(load.Find("aws", Gateway)!.IsGateway);
        Assert.Equal(120, load.RateOf("aws"), 6);
        Assert.Empty(load.Overloaded());
        Assert.All(load.Pods.Where(pod => pod.Workload == "shop/a"), pod => Assert.Equal(60, pod.RequestsPerSecond, 6));
    }

    [Fact]
    public void In_a_failure_the_other_cluster_carries_them_or_is_overloaded()
    {
        LoadForecast load = Two(gcp: 1).Forecaster(FrontToA).When(failure => failure.ServiceScaledToZero("aws", "shop/a"));

        Assert.Equal(120, load.RateOf("gcp"), 6);
        PodLoad pod = Assert.Single(load.Overloaded());
        Assert.Equal(("gcp", "shop/a", 1.2), (pod.Cluster, pod.Workload, Math.Round(pod.Utilisation!.Value, 6)));
        Assert.Contains("120 % OVERLOADED", load.ToString(), StringComparison.Ordinal);
        Assert.Equal(load, LoadForecast.FromJson(load.ToJson()));
    }

    [Fact]
    public void Calls_follow_from_requests_wherever_these_come_to()
    {
        Demand demand = FrontToA.Plus(Demand.Of(d => d.Calls("shop/a", HostOf("b"), 80, 2).Calls("shop/b", HostOf("c"), 80, 0.5)));
        LoadForecaster forecaster = Two().Forecaster(demand);

        LoadForecast load = forecaster.When(failure => failure.ServiceScaledToZero("aws", "shop/a"));

        // What comes to a in gcp calls b in gcp, and b there c there.
        Assert.Equal(120, load.Find("gcp", "shop/a")!.RequestsPerSecond, 6);
        Assert.Equal(240, load.Find("gcp", "shop/b")!.RequestsPerSecond, 6);
        Assert.Equal(120, load.Find("gcp", "shop/c")!.RequestsPerSecond, 6);
        Assert.Null(load.Find("aws", "shop/b"));
        Assert.Equal(480, load.Asked, 6);
    }

    [Fact]
    public void A_circle_of_calls_that_fades_has_an_end_and_one_that_grows_has_none()
    {
        LoadForecast fading = Two().Forecaster(FrontToA.Plus(Demand.Of(
            d => d.Calls("shop/a", HostOf("b"), 80, 1).Calls("shop/b", HostOf("a"), 80, 0.5)))).Now();
        LoadForecast growing = Two().Forecaster(FrontToA.Plus(Demand.Of(
            d => d.Calls("shop/a", HostOf("b"), 80, 1).Calls("shop/b", HostOf("a"), 80, 1)))).Now();

        Assert.Equal(240, fading.Find("aws", "shop/a")!.RequestsPerSecond, 4);
        Assert.Equal("MC104", Assert.Single(growing.Diagnostics.Errors).Code);
        Assert.True(growing.IsUnknown);
    }

    [Fact]
    public void Users_of_a_gateway_that_is_gone_go_where_the_demand_says_or_nobody_knows_where()
    {
        LoadForecast moved = Two().Forecaster(Demand.Of(d => d.FromOutside("aws", Gateway, HostOf("a"), 80, 50, "gcp")))
            .When(failure => failure.ClusterDown("aws"));
        LoadForecast unknown = Two().Forecaster(Demand.Of(d => d.FromOutside("aws", Gateway, HostOf("a"), 80, 50)))
            .When(failure => failure.ClusterDown("aws"));

        Assert.Equal(50, moved.Find("gcp", Gateway)!.RequestsPerSecond, 6);
        Assert.Equal(50, moved.Find("gcp", "shop/a")!.RequestsPerSecond, 6);
        Assert.Empty(moved.Lost);
        Assert.True(Assert.Single(unknown.Lost).IsUnknown);
        Assert.Contains(unknown.Diagnostics, finding => finding.Code == "MC103");
        Assert.False(unknown.LosesRequests);
    }

    [Fact]
    public void A_client_that_is_gone_sends_nothing_and_the_answer_says_so()
    {
        LoadForecast load = Two().Forecaster(FrontToA).When(failure => failure.ClusterDown("aws"));

        Assert.Equal(0, load.Asked);
        Assert.Contains("aws shop/front sends nothing while it is gone", load.Assumptions);
    }

    [Fact]
    public void What_nobody_knows_is_unknown()
    {
        (MeshResources resources, Inventory inventory, MeshModel _) = Two();

        LoadForecast load = new LoadForecaster(resources, inventory, FrontToA).Now();

        Assert.Null(load.Find("aws", "shop/a")!.Utilisation);
        Assert.Contains("aws shop/a", load.UnknownCapacity);
        Assert.Contains(load.Diagnostics, finding => finding.Code == "MC101");
        Assert.Contains("capacity unknown", load.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws", "shop/nobody", "MC102")]
    [InlineData("mars", Front, "MC102")]
    public void Who_does_not_exist_is_an_error(string cluster, string client, string code)
    {
        LoadForecast load = Two().Forecaster(Demand.Of(d => d.FromClient(cluster, client, HostOf("a"), 80, 1))).Now();

        Assert.Equal(code, Assert.Single(load.Diagnostics.Errors).Code);
        Assert.True(load.IsUnknown);
    }

    [Fact]
    public void A_host_that_nobody_knows_is_an_error() => Assert.Equal(
        "MC108",
        Assert.Single(Two().Forecaster(Demand.Of(d => d.FromClient("aws", Front, "nobody.example.com", 80, 1))).Now().Diagnostics.Errors)
            .Code);

    [Fact]
    public void A_name_that_does_not_exist_in_the_failure_is_an_error() =>
        Assert.True(Two().Forecaster(FrontToA).When(failure => failure.ServiceDown("aws", "shop/nobody")).IsUnknown);

    [Fact]
    public void The_table_has_a_row_for_each_failure()
    {
        LoadTable table = Two(gcp: 1).Forecaster(FrontToA).Table(failures => failures.Add(f => f.ServiceScaledToZero("aws", "shop/a")));

        Assert.Equal(2, table.Cells.Count);
        Assert.Contains("120/s, 60 %", table.ToString(), StringComparison.Ordinal);
        Assert.Contains("120/s, 120 %", table.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Retries_bring_what_the_dead_do_not_answer_to_the_living()
    {
        // Nothing ejects the pod that refuses: the gateway tries the other one instead.
        LoadForecast load = Two().Forecaster(FrontToA).When(failure => failure.ServiceDown("aws", "shop/a", 1));

        double alive = load.Pods.Where(pod => pod.Workload == "shop/a" && pod.Cluster == "aws").Max(pod => pod.RequestsPerSecond);
        Assert.Equal(120, alive, 4);
    }
}
