using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using static Mesh.Istio.Tests.Forecasting.Meshes;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>A Service of type ExternalName is another name of a host and no host of its own.</summary>
public class ExternalNameTests
{
    private const string Target = "details.backend.svc.cluster.local";

    [Theory]
    [InlineData("alias")]
    [InlineData("alias.shop")]
    [InlineData("alias.shop.svc.cluster.local")]
    public void A_sidecar_sends_requests_for_the_name_to_the_host_that_it_stands_for(string host) =>
        Assert.Equal($"outbound|9080||{Target}", View(Of("", Aliased())).Route(new ProxyCall { Port = 9080, Host = host }).Cluster);

    [Fact]
    public void Nothing_is_sent_to_a_proxy_for_the_name()
    {
        ProxyConfig view = View(Of("", Aliased()));

        Assert.Equal([$"outbound|9080||{Target}"], view.Clusters.Where(cluster => cluster.Host.Length > 0).Select(cluster => cluster.Name));
        Assert.Null(view.Cluster("alias.shop.svc.cluster.local", 9080));
    }

    [Fact]
    public void A_name_of_nothing_in_the_mesh_is_passed_through() => Assert.Equal(
        "PassthroughCluster", View(Of("", Aliased("elsewhere.example.net"))).Route(new ProxyCall { Port = 9080, Host = "alias" }).Cluster);

    private static Inventory Aliased(string target = Target) => new InventoryBuilder()
        .AddCluster(Meshes.Cluster, cluster => cluster
            .AddService("backend", "details", service => service.WithPort(9080, "http"))
            .AddService("shop", "alias", service => service.WithPort(9080, "http").WithExternalName(target)))
        .Build();
}
