using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Manifests;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Who reads whom is part of what is asked: a Service of two clusters, in one network, with outlier detection.</summary>
public class RemoteSecretsTests
{
    private const string Rule = """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: { name: details, namespace: shop }
        spec:
          host: details
          trafficPolicy:
            outlierDetection: { consecutive5xxErrors: 1, interval: 1s, baseEjectionTime: 300s, maxEjectionPercent: 100 }
        """;

    [Fact]
    public void Without_a_word_about_remote_secrets_the_answer_says_what_it_rests_on()
    {
        Forecast forecast = Ask(Observed()).Now();

        Assert.Equal(100, forecast.PercentTo("east"));
        Assert.Equal(
            [
                "istiod of east reads only its own cluster: details.shop.svc.cluster.local is a Service of west too, and nothing says that "
                    + "istiod of east reads it",
            ],
            forecast.Assumptions);
        Assert.Equal("MF011", Assert.Single(forecast.Diagnostics).Code);
    }

    [Fact]
    public void The_simulation_says_the_same() =>
        Assert.Equal("MF011", Assert.Single(Simulate(Observed(), _ => { }).Diagnostics).Code);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_declared_is_no_assumption(bool reads) =>
        Assert.Empty(Ask(reads ? Observed().WithRemoteSecrets("east", "west") : Observed().WithRemoteSecrets("east")).Now().Assumptions);

    [Fact]
    public void A_proof_says_it_too() => Assert.Contains(
        "istiod of east reads only its own cluster", Ask(Observed()).SurvivesAny(0).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_service_that_goes_at_home_is_found_in_the_cluster_that_is_read()
    {
        Assert.Equal(100, Down(Observed().WithRemoteSecrets("east", "west")).PercentTo("west"));
        Assert.Equal(100, Down(Observed().WithRemoteSecrets("west", "east")).LostPercent);
    }

    [Fact]
    public void The_simulation_finds_it_there_too()
    {
        SimulationResult result = Simulate(
            Observed().WithRemoteSecrets("east", "west"), failure => failure.ServiceScaledToZero("east", "shop/details"));

        Assert.Equal(("west", true), (Assert.Single(result.Phases[^1].Destinations).Cluster, result.Phases[^1].Failed < 10));
    }

    [Fact]
    public void An_istiod_keeps_what_it_read_of_a_cluster_that_is_down()
    {
        Inventory inventory = Observed().WithRemoteSecrets("east", "west");

        Assert.Equal(100, Ask(inventory).When(failure => failure.ClusterDown("west")).PercentTo("east"));
        Assert.Equal(
            100, Ask(inventory).When(failure => failure.ServiceScaledToZero("east", "shop/details").ClusterDown("west")).LostPercent);
    }

    [Fact]
    public void Without_its_remote_secret_an_istiod_forgets_the_other_cluster()
    {
        Forecast forecast = Ask(Observed().WithRemoteSecrets("east", "west")).When(
            failure => failure.ServiceScaledToZero("east", "shop/details").RemoteSecretGone("east", "west"));

        Assert.Equal(100, forecast.LostPercent);
        Assert.False(forecast.IsUnknown);
    }

    [Fact]
    public void A_remote_secret_that_nothing_speaks_of_cannot_go() =>
        Assert.True(Ask(Observed()).When(failure => failure.RemoteSecretGone("east", "west")).IsUnknown);

    [Fact]
    public void While_istiod_is_down_what_goes_stays_listed_until_it_is_ejected()
    {
        Inventory inventory = Observed().WithRemoteSecrets("east", "west");
        Forecast forecast = Ask(inventory).When(
            failure => failure.ServiceScaledToZero("east", "shop/details").ControlPlaneDown("east"));

        Assert.Equal(100, forecast.PercentTo("west"));
        Assert.Contains(forecast.Reasons, reason => reason.Contains("ejects", StringComparison.Ordinal));
        SimulationResult run = Simulate(
            inventory, failure => failure.ServiceScaledToZero("east", "shop/details").ControlPlaneDown("east"));
        Assert.Equal("west", Assert.Single(run.Phases[^1].Destinations).Cluster);
    }

    [Fact]
    public void Proxies_of_a_cluster_without_istiod_get_what_that_of_the_primary_reads()
    {
        Inventory inventory = Observed().WithControlPlane("west", "east");
        var forecaster = new Forecaster(Resources(), inventory);

        Forecast forecast = forecaster.ForClient("west", "shop/caller").To("details", 9080)
            .When(failure => failure.ServiceScaledToZero("west", "shop/details"));

        Assert.Equal(100, forecast.PercentTo("east"));
        Assert.Empty(forecaster.ForClient("west", "shop/caller").To("details", 9080)
            .When(failure => failure.ControlPlaneDown("east")).Losses);
    }

    private static Forecast Down(Inventory inventory) =>
        Ask(inventory).When(failure => failure.ServiceScaledToZero("east", "shop/details"));

    private static ForecastQuery Ask(Inventory inventory) =>
        new Forecaster(Resources(), inventory).ForClient("east", "shop/caller").To("details", 9080);

    private static SimulationResult Simulate(Inventory inventory, Action<FailureBuilder> failure) =>
        new Simulator(Resources(), inventory).ForClient("east", "shop/caller").To("details", 9080)
            .WithRate(20).For(TimeSpan.FromSeconds(30)).At(TimeSpan.FromSeconds(5), failure).Run();

    private static MeshResources Resources() => new()
    {
        Clusters = [new ClusterResources("east") { Objects = ManifestReader.Read(Rule).Objects }],
    };

    private static Inventory Observed() => new InventoryBuilder()
        .AddCluster("east", cluster => Declare(cluster.WithRegion("r1"), "10.1"))
        .AddCluster("west", cluster => Declare(cluster.WithRegion("r2"), "10.2"))
        .Build();

    private static void Declare(InventoryClusterBuilder cluster, string network) => cluster
        .AddService("shop", "details", service =>
            service.WithPort(9080, "http").WithSelector("app", "details").WithClusterIp($"{network}.0.9"))
        .AddWorkload("shop", "details-0", pod => pod.WithLabel("app", "details").WithAddress($"{network}.0.1"))
        .AddWorkload("shop", "caller-0", pod => pod.WithLabel("app", "caller").WithAddress($"{network}.0.2"));
}
