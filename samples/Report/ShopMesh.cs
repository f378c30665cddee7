using Mesh;
using Mesh.Inventories;

namespace Reporting;

/// <summary>A shop in three clusters, as it is and as somebody wants to change it.</summary>
internal static class ShopMesh
{
    private static readonly string[] Services = ["cart", "checkout"];

    public static MeshModel Model(bool withoutAmerica)
    {
        var mesh = new MeshBuilder("acme");
        foreach (string cluster in (string[])["eu-1", "eu-2", "us-1"])
        {
            mesh.AddCluster(cluster);
        }

        if (withoutAmerica)
        {
            mesh.Evacuate("us-1").Drain("eu-2");
        }

        return mesh.AddTenant("web", t => t.AddWorkspace("shop", w => w
            .WithNamespaces("*/shop").WithRequestTimeout(TimeSpan.FromSeconds(9)).WithRetries(r => r.Idempotent())
            .AddGateway("ingress", g =>
            {
                g.InNamespace("shop").WithWorkload("app", "ingress");
                foreach (string service in Services)
                {
                    g.AddHttpServer(service, $"{service}.shop.example.com", s => s.RouteTo(service, 8000));
                }
            }))).Build();
    }

    public static Inventory Inventory() => new InventoryBuilder()
        .AddCluster("eu-1", c => WithShop(c, 1, "eu-west-1/eu-west-1a", "203.0.113.10"))
        .AddCluster("eu-2", c => WithShop(c, 2, "eu-central-1/eu-central-1b", "198.51.100.20"))
        .AddCluster("us-1", c => WithShop(c, 3, "us-east-1/us-east-1c", "192.0.2.30"))
        .Build()
        .WithRemoteSecrets("eu-1").WithRemoteSecrets("eu-2").WithRemoteSecrets("us-1");

    private static void WithShop(InventoryClusterBuilder cluster, int number, string locality, string address)
    {
        cluster
            .WithLocality(Locality.Parse(locality))
            .AddNamespace("shop")
            .AddGateway("shop", "ingress", g => g
                .WithWorkload("app", "ingress").WithClusterIp($"10.{number}.0.50").WithExternalAddress(address).WithPorts(80, 15443)
                .WithServiceAccount("ingress").At(locality))
            .AddWorkload("shop", "web-0", p => p
                .WithLabel("app", "web").WithServiceAccount("web").WithAddress($"10.{number}.1.1"));
        for (int i = 0; i < Services.Length; i++)
        {
            string name = Services[i];
            cluster.AddService("shop", name, s => s
                .WithSelector("app", name).WithPort(8000, "http").WithClusterIp($"10.{number}.0.1{i}"));
            foreach (int pod in (int[])[0, 1])
            {
                cluster.AddWorkload("shop", $"{name}-{pod}", p => p
                    .WithLabel("app", name).WithServiceAccount(name).WithAddress($"10.{number}.2.{(i * 10) + pod + 1}"));
            }
        }
    }
}
