using Mesh;
using Mesh.Inventories;

namespace Edge;

/// <summary>
/// Users come in through an edge; the shop runs in two clusters, one of them behind a network that only the transit sees.
/// </summary>
internal static class EdgeMesh
{
    public static MeshModel Model(Action<MeshBuilder>? change = null)
    {
        MeshBuilder mesh = new MeshBuilder("acme")
            .WithNetworkReachability("edge", "east", "dmz")
            .WithNetworkReachability("dmz", "private")
            .AddCluster("edge").AddCluster("east").AddCluster("dmz").AddCluster("private")
            .AddTenant("web", t => t.AddWorkspace("shop", w => w
                .WithNamespaces("east/shop", "private/shop", "edge/front", "dmz/transit")
                .WithRequestTimeout(TimeSpan.FromSeconds(12))
                .AddGateway("ingress", g => g
                    .InNamespace("shop").WithWorkload("app", "ingress")
                    .AddHttpServer("cart", "cart.shop.internal", s => s.RouteTo("cart", 8080)))
                .AddGateway("transit", g => g.InNamespace("transit").WithWorkload("app", "transit").AsTransit())
                .AddGateway("front", g => g
                    .InNamespace("front").WithWorkload("app", "front")
                    .AddHttpServer("web", "www.shop.example.com", s => s.RouteToClusters(c => c.ForHost("cart.shop.internal"))))));
        change?.Invoke(mesh);
        return mesh.Build();
    }

    public static Inventory Inventory() => new InventoryBuilder()
        .AddCluster("edge", c => c
            .WithRegion("us-east-2").WithNetwork("edge")
            .AddGateway(
                "front", "front",
                g => g.WithWorkload("app", "front").WithClusterIp("10.1.0.1").WithExternalAddress("192.0.2.1").WithPorts(80).At(
                    "us-east-2/us-east-2a")))
        .AddCluster("east", c => Shop(c.WithRegion("us-east-2").WithNetwork("east"), "10.2.0.1", "192.0.2.2", "us-east-2/us-east-2b"))
        .AddCluster("dmz", c => c
            .WithRegion("us-west1").WithNetwork("dmz")
            .AddGateway(
                "transit", "transit",
                g => g.WithWorkload("app", "transit").WithClusterIp("10.3.0.1").WithExternalAddress("192.0.2.3").WithPorts(15443).At(
                    "us-west1/us-west1-a")))
        .AddCluster("private", c => Shop(c.WithRegion("us-west1").WithNetwork("private"), "10.4.0.1", "192.0.2.4", "us-west1/us-west1-b"))
        .Build();

    private static InventoryClusterBuilder Shop(InventoryClusterBuilder cluster, string clusterIp, string external, string place) => cluster
        .AddService("shop", "cart", s => s.WithSelector("app", "cart").WithPort(8080, "http").WithClusterIp($"{clusterIp}0"))
        .AddWorkload("shop", "cart-1", p => p.WithLabel("app", "cart").WithAddress($"{clusterIp}1").At(place))
        .AddGateway(
            "shop", "ingress",
            g => g.WithWorkload("app", "ingress").WithClusterIp(clusterIp).WithExternalAddress(external).WithPorts(80, 15443).At(place));
}
