using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation;

/// <summary>A host in more clusters than two: how far retries reach, and how clusters with unlike numbers of addresses share.</summary>
public class ManyPlacesTests
{
    /// <summary>The codes that need so many clusters.</summary>
    public static ValueList<string> Codes => ["MG071", "MG072"];

    [Fact]
    public void Four_places_are_reached_by_six_tries() =>
        Assert.DoesNotContain(Generate(4).Diagnostics, found => found.Code == "MG071");

    [Fact]
    public void A_fifth_place_is_not_reached_and_that_is_said()
    {
        Diagnostic found = Assert.Single(Generate(5, order: OneAfterTheOther).Diagnostics, found => found.Code == "MG071");

        Assert.Equal("tenants/t/workspaces/w/gateways/ingress/servers/web", found.Path);
        Assert.Contains("in cluster(s) c0, c1, c2, c3, c4 can fall back 4 times; 6 tries reach 3", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_sets_the_attempts_is_not_told() => Assert.DoesNotContain(
        Generate(5, order: OneAfterTheOther, settings: w => w.WithRetries(r => r.WithAttempts(3))).Diagnostics,
        found => found.Code == "MG071");

    [Fact]
    public void A_cluster_with_two_addresses_gets_no_more_than_others_of_its_tier()
    {
        MeshResources resources = Generate(3, twoAddresses: "c1");
        WorkloadEndpoint[] remote = [.. resources["c0"].OfType<ServiceEntry>().Single().Endpoints.Skip(1)];

        Assert.Equal(["c1", "c1", "c2"], remote.Select(endpoint => endpoint.Labels["multicluster.mesh/cluster"]));
        Assert.Equal([1u, 1u, 2u], remote.Select(endpoint => endpoint.Weight!.Value));
        Assert.DoesNotContain(resources.Diagnostics, found => found.Code == "MG072");
    }

    [Fact]
    public void Like_numbers_of_addresses_need_no_weight() =>
        Assert.All(Generate(3)["c0"].OfType<ServiceEntry>().Single().Endpoints, endpoint => Assert.Null(endpoint.Weight));

    [Fact]
    public void What_leaves_a_tier_of_unlike_numbers_counts_addresses_and_that_is_said()
    {
        MeshResources resources = Generate(
            3, order: f => f.ThenPrefer(("c1", null), ("c2", null)).ThenPrefer(("c0", null)), twoAddresses: "c1");

        Diagnostic found = Assert.Single(resources.Diagnostics, found => found.Code == "MG072");
        Assert.Contains("cluster(s) c0, c2 clusters that share a tier of host 'web.example.com'", found.Message, StringComparison.Ordinal);
    }

    private static void OneAfterTheOther(FailoverBuilder order) => order.Prefer("c0", "c1", "c2", "c3", "c4");

    private static MeshResources Generate(
        int clusters, Action<FailoverBuilder>? order = null, string? twoAddresses = null, Action<WorkspaceBuilder>? settings = null)
    {
        var model = new MeshBuilder("o");
        var inventory = new InventoryBuilder();
        for (int i = 0; i < clusters; i++)
        {
            string name = $"c{i}";
            model.AddCluster(name);
            inventory.AddCluster(name, facts => facts
                .WithLocality(Locality.Parse($"r{name}/z"))
                .AddNamespace("web")
                .AddGateway("web", "ingress", gateway =>
                {
                    gateway.WithWorkload("app", "ingress").WithClusterIp("10.0.0.1").WithPorts(80, 15443)
                        .WithServiceAccount("ingress").At($"r{name}/z").WithExternalAddress($"198.51.100.1{i}");
                    _ = name == twoAddresses ? gateway.WithExternalAddress($"198.51.100.2{i}") : gateway;
                })
                .AddService("web", "web", service => service.WithSelector("app", "web").WithPort(8080, "http").WithClusterIp("10.0.0.2")));
        }

        return new IstioGenerator().Generate(
            model.AddTenant("t", tenant => tenant.AddWorkspace("w", workspace =>
            {
                workspace.WithNamespaces("*/web").WithRequestTimeout(TimeSpan.FromSeconds(9));
                settings?.Invoke(workspace);
                _ = order is null ? workspace : workspace.WithFailover(order);
                workspace.AddGateway("ingress", gateway => gateway
                    .InNamespace("web").WithWorkload("app", "ingress")
                    .AddHttpServer("web", "web.example.com", server => server.RouteTo("web", 8080)));
            })).Build(),
            inventory.Build());
    }
}
