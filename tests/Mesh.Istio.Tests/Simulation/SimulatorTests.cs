using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Resources;
using Mesh.Istio.Simulation;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Simulation;

public class SimulatorTests
{
    private const string Service = "bookinfo-backend/details";
    private const string Gateway = "bookinfo-backend/ingress-bookinfo";

    [Fact]
    public void Traffic_stays_at_home_while_nothing_fails()
    {
        SimulationResult result = Article().Run();

        Assert.Equal((200, 0, 0), (result.Requests, result.Failed, result.Retried));
        Assert.Equal(100, Assert.Single(result.Phases).PercentTo("aws"));
        Assert.Equal((null, null, true), (result.LastError, result.HomeAgain, result.IsHome));
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void The_story_of_the_article_local_then_503_URX_then_remote_then_local_again()
    {
        var lines = new List<AccessLogLine>();
        SimulationResult result = Article(retries: new HttpRetry { Attempts = 2, RetryOn = "gateway-error" })
            .At(Seconds(2), failure => failure.PodsFail("aws", Service, FailureKind.Answers503))
            .RecoverAt(Seconds(5)).For(Seconds(60)).WithLog(lines.Add).Run();

        string[] story = [.. Collapse(lines.Where(line => line.Proxy == "aws bookinfo-backend/productpage")
            .Select(line => $"{line.Status} {line.Flags} {line.UpstreamHost}"))];
        Assert.Equal(["200 - 10.91.1.50:15443", "503 URX 10.91.1.50:15443", "200 - 198.51.100.20:15443", "200 - 10.91.1.50:15443"], story);
        Assert.Equal(
            ["at the start", "bookinfo-backend/details in aws answers 503", "recovered"], result.Phases.Select(phase => phase.Name));
        Assert.True(result.Failed > 0 && result.IsHome && result.HomeAgain > Seconds(5));
        Assert.InRange(result.LastError!.Value, Seconds(2), Seconds(5));
    }

    [Fact]
    public void The_generated_retries_hide_an_outage()
    {
        SimulationResult result = Article()
            .For(Seconds(60))
            .At(Seconds(2), failure => failure.ServiceScaledToZero("aws", Service))
            .RecoverAt(Seconds(20))
            .Run();

        Assert.Equal(0, result.Failed);
        Assert.True(result.Retried > 0 && result.IsHome && result.HomeAgain > Seconds(20));
        Assert.Equal(100, result.Phases[1].PercentTo("gcp"));
    }

    [Fact]
    public void The_same_seed_gives_the_same_result_and_log()
    {
        (SimulationResult, string) Run(ulong seed)
        {
            var lines = new List<string>();
            return (Outage(Article()).WithSeed(seed).WithLog(line => lines.Add(line.ToString())).Run(), string.Join('\n', lines));
        }

        Assert.Equal(Run(7), Run(7));
        Assert.NotEqual(Run(7).Item2, Run(8).Item2);
    }

    [Fact]
    public void A_log_changes_nothing_but_is_written()
    {
        int lines = 0;

        Assert.Equal(Outage(Article()).Run(), Outage(Article()).WithLog(_ => lines++).Run());
        Assert.Equal(400, lines);
    }

    [Theory]
    [InlineData(FailureKind.Refused)]
    [InlineData(FailureKind.Reset)]
    [InlineData(FailureKind.Hangs)]
    [InlineData(FailureKind.Answers503)]
    public void Whatever_way_a_gateway_fails_traffic_leaves_and_comes_back(FailureKind kind)
    {
        SimulationResult result = Article()
            .WithRate(20)
            .For(Seconds(120))
            .At(Seconds(2), failure => failure.PodsFail("aws", Gateway, kind))
            .RecoverAt(Seconds(40))
            .Run();

        Assert.True(result.Phases[1].PercentTo("gcp") > 95, result.ToString());
        Assert.True(result.IsHome && result.HomeAgain > Seconds(40), result.ToString());
    }

    [Fact]
    public void Slow_pods_keep_their_traffic_and_callers_wait()
    {
        SimulationResult result = Article().At(Seconds(2), failure => failure.PodsSlow("aws", Service, Seconds(0.5))).Run();

        Assert.Equal(0, result.Failed);
        Assert.InRange(result.LongestWait, Seconds(0.5), Seconds(0.52));
        Assert.Equal(100, result.Phases[1].PercentTo("aws"));
    }

    [Fact]
    public void A_caller_that_gives_up_is_logged_as_DC()
    {
        var lines = new List<AccessLogLine>();
        SimulationResult result = Article().WithCallerTimeout(Seconds(0.2))
            .At(Seconds(2), failure => failure.PodsSlow("aws", Service, Seconds(1))).WithLog(lines.Add).Run();

        Assert.True(result.Failed > 0);
        Assert.All(
            lines.Where(line => line.Status == 0),
            line => Assert.Equal(("DC", "downstream_remote_disconnect"), (line.Flags, line.Details)));
        Assert.Equal(result.Failed, lines.Count(line => line.Status == 0 && line.Proxy == "aws bookinfo-backend/productpage"));
    }

    [Fact]
    public void When_everything_is_down_all_endpoints_are_tried_and_refuse()
    {
        var flags = new HashSet<string>(StringComparer.Ordinal);
        Article()
            .For(Seconds(30))
            .At(Seconds(2), failure => failure.PodsFail("aws", Gateway, FailureKind.Refused).PodsFail("gcp", Gateway, FailureKind.Refused))
            .WithRequests(request => flags.Add(request.Flags)).Run();

        // minHealthPercent: with none left to prefer, ejected ones are used, so that the first to come back answers.
        Assert.Contains("URX,UF", flags);
        Assert.DoesNotContain("UH", flags);
        Assert.Contains("-", flags);
    }

    [Fact]
    public void An_outside_caller_enters_at_the_gateway()
    {
        var proxies = new HashSet<string>(StringComparer.Ordinal);
        (MeshResources resources, Inventory inventory) = Load("article");
        SimulationResult result = new Simulator(resources, inventory)
            .ForGateway("aws", Gateway)
            .To(Details, 80)
            .WithLog(line => proxies.Add(line.Proxy))
            .Run();

        Assert.True(result.Requests == 200 && result.Failed == 0, result.ToString());
        Assert.Single(proxies);
    }

    [Fact]
    public void An_even_rate_sends_as_many_requests() =>
        Assert.Equal(1_000, Article().WithRate(100).Run().Requests);

    [Fact]
    public void Names_that_do_not_exist_are_findings()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        var simulator = new Simulator(resources, inventory);

        Assert.Equal(["MF001"], Codes(simulator.ForClient("nowhere", Client).To(Details)));
        Assert.Equal(["MF002"], Codes(simulator.ForClient("aws", "bookinfo-backend/nobody").To(Details)));
        Assert.Equal(["MF003"], Codes(simulator.ForClient("aws", Client).To("nothing.example.com")));
        SimulationResult unknown = simulator.ForClient("aws", Client)
            .To(Details)
            .At(Seconds(1), failure => failure.ClusterDown("nowhere"))
            .Run();
        Assert.True(unknown.IsUnknown && unknown.Requests == 0);
        Assert.Equal(
            ["MF004"], Codes(simulator.ForClient("aws", Client).To(Details).At(Seconds(1), failure => failure.ClusterDown("nowhere"))));
    }

    [Fact]
    public void An_address_of_which_nothing_was_observed_answers_and_is_a_finding()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        Inventory half = inventory with { Clusters = inventory.Clusters.Where(cluster => cluster.Name == "aws").ToValueList() };
        SimulationResult result = Outage(new Simulator(resources, half).ForClient("aws", Client).To(Details)).Run();

        Assert.Equal(["MF010"], result.Diagnostics.Select(found => found.Code));
        Assert.Equal(0, result.Failed);
    }

    [Fact]
    public void A_new_configuration_counts_from_its_push_on()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        SimulationResult result = new Simulator(resources, inventory).ForClient("aws", Client).To(Details)
            .PushAt(
                Seconds(5),
                new MeshResources { Clusters = resources.Clusters.Select(cluster => cluster with { Objects = default }).ToValueList() })
            .Run();

        Assert.Equal((0, 100), (result.Phases[0].Failed, result.Phases[1].Failed));
    }

    private static SimulationBuilder Outage(SimulationBuilder simulation) =>
        simulation.At(Seconds(2), failure => failure.PodsFail("aws", Gateway, FailureKind.Refused)).RecoverAt(Seconds(5));

    private static SimulationBuilder Article(HttpRetry? retries = null)
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        MeshResources used = retries is null ? resources : resources with
        {
            Clusters = resources.Clusters.Select(
                cluster => cluster with { Objects = cluster.Objects.Select(o => WithRetries(o, retries)).ToValueList() })
                .ToValueList(),
        };
        return new Simulator(used, inventory).ForClient("aws", Client).To(Details);
    }

    private static IstioObject WithRetries(IstioObject o, HttpRetry retries) => o is not VirtualService service ? o : service with
    {
        Http = service.Http.Select(route =>
            route with
            {
                Retries = service.Gateways.Contains("mesh") || service.Gateways.IsEmpty ? retries : new HttpRetry { Attempts = 0 },
            })
            .ToValueList(),
    };

    private static IEnumerable<string> Codes(SimulationBuilder simulation) => simulation.Run().Diagnostics.Select(found => found.Code);

    private static IEnumerable<string> Collapse(IEnumerable<string> lines)
    {
        string last = "";
        foreach (string line in lines.Where(line => line != last))
        {
            yield return last = line;
        }
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
