using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Comparison;
using Mesh.Istio.Resources;

// A mesh that is in use: somebody lowered maxEjectionPercent by hand, and there is a DestinationRule that nobody generated. What would
// change? Needs no cluster.
Inventory inventory = new InventoryBuilder()
    .AddCluster("aws", c => WithCart(c, "us-east-2/us-east-2a", "203.0.113.10"))
    .AddCluster("gcp", c => WithCart(c, "us-west1/us-west1-a", "198.51.100.20"))
    .Build();
string folder = Directory.CreateTempSubdirectory("mesh-adopting-").FullName;
try
{
    // Yesterday: generated, kept in Git, applied.
    MeshResources yesterday = new IstioGenerator().Generate(Model(TimeSpan.FromSeconds(9)), inventory);
    yesterday.WriteTo(Path.Combine(folder, "git"));

    // Since then people were at work in the cluster; this is what `kubectl get -o yaml` would write.
    ByHand(yesterday).WriteTo(Path.Combine(folder, "cluster"));

    // Today: the model changed too.
    MeshResources today = new IstioGenerator().Generate(Model(TimeSpan.FromSeconds(6)), inventory);
    var comparison = MeshComparison.Of(
        today, MeshResources.Read(Path.Combine(folder, "cluster")), MeshResources.Read(Path.Combine(folder, "git")));
    Console.WriteLine(comparison);
    return comparison.HasChanges ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static MeshModel Model(TimeSpan timeout) => new MeshBuilder("acme")
    .AddCluster("aws")
    .AddCluster("gcp")
    .AddTenant("web", t => t.AddWorkspace("shop", w => w
        .WithNamespaces("*/shop").WithRequestTimeout(timeout)
        .AddGateway("ingress", g => g
            .InNamespace("shop").WithWorkload("app", "ingress")
            .AddHttpServer("cart", "cart.shop.example.com", s => s.RouteTo("cart", 8000)))))
    .Build();

static MeshResources ByHand(MeshResources resources) => resources with
{
    Clusters = resources.Clusters.Select(cluster => cluster.Cluster != "aws" ? cluster : cluster with
    {
        Objects = cluster.Objects
            .Select(o => o is DestinationRule { TrafficPolicy: { OutlierDetection: { } outlier } policy } rule
                ? rule with { TrafficPolicy = policy with { OutlierDetection = outlier with { MaxEjectionPercent = 10 } } }
                : o)
            .Append(new DestinationRule { Metadata = new ObjectMeta { Name = "mine", Namespace = "shop" }, Host = "cart" })
            .ToValueList(),
    }).ToValueList(),
};

static void WithCart(InventoryClusterBuilder cluster, string locality, string address) => cluster
    .WithLocality(Locality.Parse(locality))
    .AddNamespace("shop")
    .AddGateway("shop", "ingress", g => g
        .WithWorkload("app", "ingress").WithClusterIp("10.96.0.50").WithExternalAddress(address).WithPorts(80, 15443)
        .WithServiceAccount("ingress").At(locality))
    .AddService("shop", "cart", s => s.WithSelector("app", "cart").WithPort(8000, "http").WithClusterIp("10.96.0.10"))
    .AddWorkload("shop", "cart-0", p => p.WithLabel("app", "cart").WithServiceAccount("cart").WithAddress("10.1.0.10"));
