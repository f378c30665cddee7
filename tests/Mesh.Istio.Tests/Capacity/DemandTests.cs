using System.Globalization;
using Mesh.Istio.Capacity;
using Mesh.Istio.Simulation;
using static Mesh.Istio.Tests.Capacity.LoadMeshes;

namespace Mesh.Istio.Tests.Capacity;

/// <summary>Demand from metrics and logs.</summary>
public class DemandTests
{
    [Fact]
    public void A_workload_that_receives_requests_calls_because_of_them_and_one_that_does_not_by_itself()
    {
        var demand = Demand.FromPrometheus(Answer(
            Series("source", "aws", "front", "a", 30), Series("destination", "aws", "front", "a", 29),
            Series("source", "gcp", "front", "a", 10), Series("source", "aws", "a", "b", 80)));

        Assert.Equal(
            ["aws shop/front a.example.com 30 Prometheus", "gcp shop/front a.example.com 10 Prometheus"],
            demand.Flows.Select(flow => string.Create(
                CultureInfo.InvariantCulture, $"{flow.Cluster} {flow.Workload} {flow.Host} {flow.RequestsPerSecond} {flow.Source}")));
        Assert.Equal(new CallRatio("shop/a", "b.example.com", 0, 2, "Prometheus"), Assert.Single(demand.Calls));
        Assert.Empty(demand.Diagnostics);
    }

    [Fact]
    public void What_a_named_gateway_sends_comes_from_outside()
    {
        var demand = Demand.FromPrometheus(
            Answer(Series("source", "aws", "ingress", "a", 30)), new OutsideGateway(Gateway, HostOf("a"), 80) { Elsewhere = ["gcp"] });

        DemandFlow flow = Assert.Single(demand.Flows);
        Assert.Equal((true, HostOf("a"), 80, 30.0), (flow.IsFromOutside, flow.Host, flow.Port, flow.RequestsPerSecond));
    }

    [Fact]
    public void Metrics_and_a_declaration_of_the_same_give_the_same_load()
    {
        string answer = Answer(Series("source", "aws", "front", "a", 30), Series("source", "aws", "a", "b", 60));
        LoadForecast read = Two().Forecaster(Demand.FromPrometheus(answer)).Now();
        LoadForecast said = Two().Forecaster(
            Demand.Of(d => d.FromClient("aws", Front, HostOf("a"), 80, 30).Calls("shop/a", HostOf("b"), 80, 2))).Now();

        Assert.Equal(said.Pods, read.Pods);
    }

    [Theory]
    [InlineData("nothing", "MC105")]
    [InlineData("[]", "MC105")]
    [InlineData("{\"status\":\"error\",\"error\":\"x\"}", "MC105")]
    [InlineData("{\"data\":{\"result\":[{\"metric\":{},\"value\":[0,\"1\"]}]}}", "MC106")]
    [InlineData("{\"data\":{\"result\":[{\"metric\":{\"destination_service\":\"a\"},\"value\":[0,\"NaN\"]}]}}", "MC106")]
    [InlineData("{\"data\":{\"result\":[{\"metric\":{\"destination_service\":\"a\"},\"value\":[0,\"1\"]}]}}", "MC106")]
    public void What_is_no_such_result_is_said(string json, string code) =>
        Assert.Equal(code, Assert.Single(Demand.FromPrometheus(json).Diagnostics).Code);

    [Fact]
    public void The_access_log_of_a_simulation_gives_its_rate()
    {
        (MeshResources resources, Inventories.Inventory inventory, MeshModel _) = Two();
        var lines = new List<string>();
        new Simulator(resources, inventory).ForClient("aws", Front).To(HostOf("a")).WithRate(40).For(TimeSpan.FromSeconds(10))
            .WithLog(line => lines.AddRange(line.Proxy.Contains("front", StringComparison.Ordinal) ? [line.ToString()] : [])).Run();

        var demand = Demand.FromAccessLog(lines, "aws", Front, window: TimeSpan.FromSeconds(10));

        DemandFlow flow = Assert.Single(demand.Flows);
        Assert.Equal((HostOf("a"), 80, 40.0, "access log"), (flow.Host, flow.Port, flow.RequestsPerSecond, flow.Source));
        Assert.Empty(demand.Diagnostics);
    }

    [Fact]
    public void A_gateways_log_names_the_host_that_users_call()
    {
        (MeshResources resources, Inventories.Inventory inventory, MeshModel _) = Two();
        var lines = new List<string>();
        new Simulator(resources, inventory).ForGateway("aws", Gateway).To(HostOf("a")).WithRate(20).For(TimeSpan.FromSeconds(10))
            .WithLog(line => lines.Add(line.ToString())).Run();

        DemandFlow flow = Assert.Single(Demand.FromAccessLog(lines, "aws", Gateway, 80, TimeSpan.FromSeconds(10)).Flows);

        Assert.Equal((true, HostOf("a"), 80, 20.0), (flow.IsFromOutside, flow.Host, flow.Port, flow.RequestsPerSecond));
    }

    [Theory]
    [InlineData("no line")]
    [InlineData("[x] \"GET / HTTP/1.1\"")]
    public void A_line_in_another_format_is_said(string line) =>
        Assert.Equal("MC107", Assert.Single(Demand.FromAccessLog([line], "aws", Front).Diagnostics).Code);

    [Fact]
    public void A_measured_table_gives_the_largest_rate_within_the_limit()
    {
        CapacityTable table = CapacityTable.Empty.WithMeasured(
            "shop/a", [new(10, TimeSpan.FromMilliseconds(5)), new(50, TimeSpan.FromMilliseconds(9)), new(80, TimeSpan.FromMilliseconds(30)),
                new(90, TimeSpan.FromMilliseconds(8))],
            TimeSpan.FromMilliseconds(10));

        Assert.Equal(new PodCapacity(50, null, "measured"), table.Find("aws", "shop/a"));
        Assert.Null(CapacityTable.Empty.WithMeasured("shop/a", [new(10, TimeSpan.FromSeconds(1))], TimeSpan.FromMilliseconds(10))
            .Find("aws", "shop/a"));
    }

    [Fact]
    public void What_is_said_of_one_cluster_wins_there()
    {
        CapacityTable table = CapacityTable.Empty.With("shop/a", 10).With("shop/a", 20, cluster: "gcp");

        Assert.Equal((10, 20), (table.Find("aws", "shop/a")!.RequestsPerSecond, table.Find("gcp", "shop/a")!.RequestsPerSecond));
    }

    private static string Answer(params string[] series) =>
        $"{{\"status\":\"success\",\"data\":{{\"resultType\":\"vector\",\"result\":[{string.Join(',', series)}]}}}}";

    private static string Series(string reporter, string cluster, string from, string to, double rate) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"metric\":{{\"reporter\":\"{reporter}\",\"source_cluster\":\"{cluster}\",\"source_workload\":\"{from}\","
            + $"\"source_workload_namespace\":\"shop\",\"destination_workload\":\"{to}\",\"destination_workload_namespace\":\"shop\","
            + $"\"destination_service\":\"{to}.example.com\"}},\"value\":[1,\"{rate}\"]}}");
}
