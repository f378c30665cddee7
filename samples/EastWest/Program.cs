using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;

// Callers say `details:9080`, as they always did. When the last pod of details is gone in their cluster, another cluster answers.
const string Shop = "shop";
MeshModel model = new MeshBuilder("acme")
    .AddCluster("aws")
    .AddCluster("gcp")
    .AddCluster("azure")
    .AddTenant("web", t => t
        .AddWorkspace("shop", w => w
            .WithNamespaces($"*/{Shop}")
            .WithEastWestGateway(Shop, exposed => exposed
                .WithWorkload("app", "east-west")
                .Services("details")
                .WithRequestTimeout(TimeSpan.FromSeconds(9)))))
    .Build();

// What Inventory.FromDumps would read from the clusters, declared in code. Azure has callers, but not the service.
Inventory inventory = new InventoryBuilder()
    .AddCluster("aws", c => WithDetails(c, "us-east-2/us-east-2a", "203.0.113.10"))
    .AddCluster("gcp", c => WithDetails(c, "us-west1/us-west1-a", "198.51.100.20"))
    .AddCluster("azure", c => WithCaller(c, "us-east-2/us-east-2c"))
    .Build();

MeshResources resources = new IstioGenerator().Generate(model, inventory);
foreach (ClusterResources cluster in resources.Clusters)
{
    Console.WriteLine($"{cluster.Cluster}: {string.Join(", ", cluster.Objects.Select(o => $"{o.Kind} {o.Metadata.Name}"))}");
}

Console.WriteLine();
Console.WriteLine(resources.Diagnostics);
Console.WriteLine();
ForecastQuery calls = new Forecaster(resources, inventory).ForClient("aws", $"{Shop}/frontend").To("details", 9080);
Console.WriteLine(calls.Now());
Console.WriteLine(calls.When(failure => failure.ServiceScaledToZero("aws", $"{Shop}/details")));
return resources.Diagnostics.HasErrors ? 1 : 0;

static void WithDetails(InventoryClusterBuilder cluster, string locality, string address) => WithCaller(cluster, locality)
    .AddService(Shop, "details", s => s.WithSelector("app", "details").WithPort(9080, "http").WithClusterIp("10.96.0.10"))
    .AddWorkload(Shop, "details-0", p => p.WithLabel("app", "details").WithServiceAccount("details").WithAddress("10.1.0.10"))
    .AddGateway(
        Shop, "east-west",
        g => g.WithWorkload("app", "east-west").WithExternalAddress(address).WithPorts(15443).WithServiceAccount("east-west"));

static InventoryClusterBuilder WithCaller(InventoryClusterBuilder cluster, string locality) => cluster
    .WithLocality(Locality.Parse(locality))
    .AddNamespace(Shop)
    .AddService(Shop, "frontend", s => s.WithSelector("app", "frontend").WithPort(80, "http").WithClusterIp("10.96.0.11"))
    .AddWorkload(Shop, "frontend-0", p => p.WithLabel("app", "frontend").WithServiceAccount("frontend").WithAddress("10.1.0.11"));
