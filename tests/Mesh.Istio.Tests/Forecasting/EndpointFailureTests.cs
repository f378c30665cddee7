using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Manifests;
using Mesh.Istio.Simulation;
using Mesh.Istio.Testing;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>What can fail beside clusters and places: one address, a service, a workload, and what proofs make of them.</summary>
public class EndpointFailureTests
{
    private const string Near = "near.example.net";

    private const string Outside = """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: { name: outside, namespace: shop }
        spec:
          hosts: [outside.example.com]
          location: MESH_EXTERNAL
          resolution: DNS
          ports: [{ number: 80, name: http, protocol: HTTP }]
          endpoints:
          - { address: near.example.net, locality: r1 }
          - { address: far.example.net, locality: r2 }
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: { name: outside, namespace: shop }
        spec:
          host: outside.example.com
          trafficPolicy:
            outlierDetection: { consecutive5xxErrors: 1, interval: 1s, baseEjectionTime: 300s, maxEjectionPercent: 100 }
        """;

    [Fact]
    public void An_address_of_no_cluster_can_fail()
    {
        Assert.Equal("far.example.net", Assert.Single(Ask().When(failure => failure.EndpointDown(Near)).Shares).Address);
        Assert.Equal(
            100, Ask().When(failure => failure.EndpointDown(Near).EndpointDown("far.example.net")).LostPercent);
    }

    [Fact]
    public void The_simulation_leaves_it_too()
    {
        SimulationResult result = new Simulator(Resources(), Observed()).ForClient("east", "shop/caller").To("outside.example.com")
            .WithRate(20).For(TimeSpan.FromSeconds(30)).At(TimeSpan.FromSeconds(5), failure => failure.EndpointDown(Near)).Run();

        Assert.InRange(result.Phases[^1].Failed, 0, 3);
        Assert.Equal("far.example.net", Assert.Single(result.Phases[^1].Destinations, destination => destination.Requests > 5).Pod);
    }

    [Fact]
    public void An_address_that_nothing_has_is_an_error_of_the_question()
    {
        Forecast forecast = Ask().When(failure => failure.EndpointDown("nera.example.net"));

        Assert.True(forecast.IsUnknown);
        Assert.Contains("near.example.net", Assert.Single(forecast.Diagnostics).Help, StringComparison.Ordinal);
        Assert.Throws<MeshAssertionException>(() => forecast.MustLoseNothing());
    }

    [Fact]
    public void A_pod_can_be_named_by_its_address() => Assert.Equal(
        100, Forecaster().ForClient("east", "shop/caller").To("details", 9080)
            .When(failure => failure.EndpointDown("10.1.0.1")).LostPercent);

    [Theory]
    [InlineData(FailureScopes.Services, "shop/details in east is down")]
    [InlineData(FailureScopes.Workloads, "shop/caller in east is down")]
    [InlineData(FailureScopes.Addresses, "far.example.net is down,near.example.net is down")]
    [InlineData(FailureScopes.ControlPlanes, "istiod of east is down")]
    public void A_proof_lists_what_it_made_fail_and_what_not(FailureScopes scope, string failures)
    {
        SurvivalProof proof = Ask().SurvivesAny(1, scope);

        Assert.Equal(failures.Split(','), proof.Failures);
        Assert.Equal(8, proof.NotFailed.Count);
        Assert.True(proof.Survives);
    }

    [Fact]
    public void A_proof_over_everything_leaves_nothing_out() => Assert.Empty(Ask().SurvivesAny(0, FailureScopes.All).NotFailed);

    private static ForecastQuery Ask() => Forecaster().ForClient("east", "shop/caller").To("outside.example.com");

    private static Forecaster Forecaster() => new(Resources(), Observed());

    private static MeshResources Resources() => new()
    {
        Clusters = [new ClusterResources("east") { Objects = ManifestReader.Read(Outside).Objects }],
    };

    private static Inventory Observed() => new InventoryBuilder()
        .AddCluster("east", cluster => cluster.WithRegion("r1")
            .AddService("shop", "details", service => service.WithPort(9080, "http").WithSelector("app", "details"))
            .AddWorkload("shop", "details-0", pod => pod.WithLabel("app", "details").WithAddress("10.1.0.1"))
            .AddWorkload("shop", "caller-0", pod => pod.WithLabel("app", "caller").WithAddress("10.1.0.2")))
        .Build();
}
