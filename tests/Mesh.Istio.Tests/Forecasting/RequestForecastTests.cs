using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Manifests;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>The answer is to the request that was asked about, in forecasts and in simulations.</summary>
public class RequestForecastTests
{
    private const string ByPath = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: by-path, namespace: shop }
        spec:
          hosts: [a]
          http:
          - match: [{ uri: { prefix: /api } }]
            route: [{ destination: { host: b } }]
          - route: [{ destination: { host: a } }]
        ---

        """;

    [Fact]
    public void The_path_of_the_request_chooses_the_route()
    {
        AssertAnswer("a", ByPath, r => r.WithPath("/"));
        AssertAnswer("b", ByPath, r => r.WithPath("/api/x?y=1"));
    }

    /// <summary>Whether forecast and simulation both say that the service answers.</summary>
    private static void AssertAnswer(string service, string yaml, Action<RequestBuilder> request)
    {
        var resources = new MeshResources { Clusters = [new ClusterResources("east") { Objects = Read(yaml) }] };
        Forecast forecast = new Forecaster(resources, Inventory).ForClient("east", "shop/client").To("a", 9080, request).Now();
        Assert.Equal(0, forecast.LostPercent);
        Assert.Equal([Address(service)], forecast.Shares.Select(share => share.Address));

        SimulationResult simulated = new Simulator(resources, Inventory).ForClient("east", "shop/client").To("a", 9080, request).Run();
        Assert.Equal($"shop/{service}-0", Assert.Single(Assert.Single(simulated.Phases).Destinations).Pod);
    }

    private static ValueList<Mesh.Istio.Resources.IstioObject> Read(string yaml)
    {
        ManifestSet manifests = ManifestReader.Read(yaml);
        Assert.Empty(manifests.Diagnostics);
        return manifests.Objects;
    }

    private static string Address(string service) => FormattableString.Invariant($"10.1.0.{(int)service[0]}");

    private static Inventory Inventory { get; } = new InventoryBuilder()
        .AddCluster("east", cluster => With(With(
            cluster.WithRegion("r1").AddWorkload("shop", "client", pod => pod.WithLabel("app", "client").WithAddress("10.1.0.9")), "a"), "b"))
        .Build();

    private static InventoryClusterBuilder With(InventoryClusterBuilder cluster, string name) => cluster
        .AddService("shop", name, service => service.WithSelector("app", name).WithPort(9080, "http").WithClusterIp(FormattableString.Invariant($"10.0.0.{(int)name[0]}")))
        .AddWorkload("shop", $"{name}-0", pod => pod.WithLabel("app", name).WithAddress(Address(name)));
}
