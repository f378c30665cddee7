using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Clients that dial an address, or one of those behind a name: forecast and simulation say the same.</summary>
public class DialledAddressTests
{
    private const string Entry = """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: { name: entry, namespace: shop }
        spec:
          hosts: [shop.example.com]
          addresses: [240.1.1.1]
          ports: [{ number: 80, name: http, protocol: HTTP }]
          resolution: STATIC
          endpoints: [{ address: 10.1.0.1, ports: { http: 8080 } }]
        ---

        """;

    private const string OnlyKnown = """
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: { name: default, namespace: shop }
        spec:
          outboundTrafficPolicy: { mode: REGISTRY_ONLY }
          egress: [{ hosts: ["*/*"] }]
        ---

        """;

    private const string Strict = """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: { name: default, namespace: shop }
        spec: { mtls: { mode: STRICT } }
        ---

        """;

    [Theory]
    // The address of a Service and that of an entry lead where the host leads.
    [InlineData("10.0.0.1", 80, "east", "shop/a")]
    [InlineData("240.1.1.1", 80, "east", "shop/a")]
    // A pod's address is passed through, in the own cluster and in another.
    [InlineData("10.1.0.1", 8080, "east", "shop/a")]
    [InlineData("10.2.0.1", 8080, "west", "shop/a")]
    public void An_address_leads_to_what_has_it(string address, int port, string cluster, string service)
    {
        AssertAnswer(Entry, address, port, _ => { }, 0, cluster);
        AssertAnswer(Entry, address, port, failure => failure.ServiceDown(cluster, service), 100, cluster);
    }

    [Fact]
    public void What_is_passed_through_comes_as_plain_text()
    {
        AssertAnswer(Strict, "10.1.0.1", 8080, _ => { }, 100, "east");
        AssertAnswer(Strict, "10.0.0.1", 80, _ => { }, 0, "east");
    }

    [Fact]
    public void An_address_that_nobody_has_is_assumed_to_answer_and_the_answer_says_so()
    {
        Forecast forecast = Ask("", "203.0.113.9", 80).Now();

        Assert.Equal((0, "203.0.113.9 answers: no cluster of the inventory has it"), (forecast.LostPercent, forecast.Assumptions.Single()));
        SimulationResult simulated = Simulate("", "203.0.113.9", 80, _ => { });
        Assert.Equal(0, simulated.Failed);
        Assert.Equal(["MF010"], simulated.Diagnostics.Select(finding => finding.Code));
    }

    [Fact]
    public void Where_only_known_hosts_are_called_addresses_of_others_are_refused()
    {
        AssertAnswer(OnlyKnown, "10.1.0.1", 8080, _ => { }, 100, "");
        AssertAnswer(OnlyKnown, "203.0.113.9", 80, _ => { }, 100, "");
        AssertAnswer(OnlyKnown, "10.0.0.1", 80, _ => { }, 0, "east");
    }

    [Fact]
    public void Of_a_headless_Service_a_client_dials_any_pod_that_is_ready()
    {
        Assert.Equal(
            ["10.1.0.3 50", "10.1.0.4 50"],
            Ask("", "set.shop", 5432).Now().Shares.Select(share => $"{share.Address} {share.Percent}"));
        // It fails and stays in the list of addresses: nothing takes it out.
        AssertAnswer("", "set.shop", 5432, failure => failure.PodsFail("east", "shop/set-0", FailureKind.Refused), 50, "east");
        AssertAnswer("", "set.shop", 5432, failure => failure.NotReady("east", "shop/set-0"), 0, "east");
        AssertAnswer("", "set.shop", 5432, failure => failure.ServiceScaledToZero("east", "shop/set"), 100, "");
    }

    [Fact]
    public void A_pod_that_is_not_ready_behind_a_written_address_answers_nobody() =>
        AssertAnswer(Entry.Replace("10.1.0.1", "10.1.0.8", StringComparison.Ordinal), "shop.example.com", 80, _ => { }, 100, "");

    private static void AssertAnswer(string yaml, string host, int port, Action<FailureBuilder> failure, double lost, string cluster)
    {
        Forecast forecast = Ask(yaml, host, port).When(failure);
        Assert.Equal(lost, forecast.LostPercent, 6);
        Assert.All(forecast.Shares, share => Assert.Equal(cluster, share.Cluster));
        Assert.Empty(forecast.Assumptions);

        SimulationResult simulated = Simulate(yaml, host, port, failure);
        Assert.InRange(100.0 * simulated.Failed / simulated.Requests, lost - 6, lost + 6);
        Assert.All(
            simulated.Phases.SelectMany(phase => phase.Destinations), destination => Assert.Equal(cluster, destination.Cluster));
    }

    private static ForecastQuery Ask(string yaml, string host, int port) =>
        new Forecaster(AccessMeshResources(yaml), Inventory).ForClient("east", "shop/client").To(host, port);

    private static SimulationResult Simulate(string yaml, string host, int port, Action<FailureBuilder> failure) =>
        new Simulator(AccessMeshResources(yaml), Inventory).ForClient("east", "shop/client").To(host, port)
            .WithRate(100).WithCallerTimeout(TimeSpan.FromSeconds(5)).At(TimeSpan.Zero, failure)
            .WithCallsAt(Enumerable.Range(1, 1000).Select(i => TimeSpan.FromSeconds(1 + (i / 100.0))).ToValueList()).Run();

    private static MeshResources AccessMeshResources(string yaml) => new()
    {
        Clusters = [.. AccessMesh.Resources(yaml).Clusters, new ClusterResources("west")],
    };

    private static Inventory Inventory { get; } = new InventoryBuilder()
        .AddCluster("east", cluster => Shop(cluster, 1)
            .AddWorkload("shop", "client", pod => pod.WithLabel("app", "client").WithAddress("10.1.0.9"))
            .AddWorkload("shop", "late", pod => pod.WithLabel("app", "late").WithAddress("10.1.0.8").AsNotReady())
            .AddService("shop", "set", service => service.WithSelector("app", "set").WithPort(5432, "tcp").AsHeadless())
            .AddWorkload("shop", "set-0", pod => pod.WithLabel("app", "set").WithAddress("10.1.0.3"))
            .AddWorkload("shop", "set-1", pod => pod.WithLabel("app", "set").WithAddress("10.1.0.4")))
        .AddCluster("west", cluster => Shop(cluster, 2))
        .Build();

    private static InventoryClusterBuilder Shop(InventoryClusterBuilder cluster, int number) => cluster
        .WithRegion(FormattableString.Invariant($"r{number}")).WithRemoteSecrets()
        .AddService("shop", "a", service => service.WithSelector("app", "a").WithPort(80, "http", "8080").WithClusterIp("10.0.0.1"))
        .AddWorkload("shop", "a-0", pod => pod.WithLabel("app", "a").WithAddress(FormattableString.Invariant($"10.{number}.0.1")));
}
