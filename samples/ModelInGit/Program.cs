using Mesh;
using Mesh.Annotations;
using Mesh.Inventories;
using Mesh.Istio;

// A model that lives in Git as YAML, a file for each team, and a Service whose owner asks for failover by an annotation alone. No C# for
// either of them. Usage: ModelInGit [folder with a model]. Needs no cluster.
string folder = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "model");
ModelReadResult read = MeshModel.FromFolder(folder);
Console.Write(read.Diagnostics);
if (read.Model is not { } written)
{
    return 1;
}

Inventory inventory = new InventoryBuilder()
    .AddCluster("aws", c => WithShop(c, "us-east-2/us-east-2a", "203.0.113.10"))
    .AddCluster("gcp", c => WithShop(c, "us-west1/us-west1-a", "198.51.100.20"))
    .Build();

AnnotatedModel annotated = written.WithServiceAnnotations(inventory);
Workspace shop = annotated.Model.Organization.Tenants[0].Workspaces[0];
Console.WriteLine($"exposed: {string.Join(", ", shop.EastWestGateways.SelectMany(gateway => gateway.Services))}");

MeshResources resources = new IstioGenerator().Generate(annotated.Model, inventory);
foreach (ClusterResources cluster in resources.Clusters)
{
    Console.WriteLine($"{cluster.Cluster}: {string.Join(", ", cluster.Objects.Select(o => $"{o.Kind} {o.Metadata.Name}"))}");
}

Console.WriteLine(annotated.Diagnostics);
Console.WriteLine(resources.Diagnostics);
return annotated.Diagnostics.HasErrors || resources.Diagnostics.HasErrors ? 1 : 0;

static void WithShop(InventoryClusterBuilder cluster, string locality, string address) => cluster
    .WithLocality(Locality.Parse(locality))
    .AddNamespace("shop")
    .AddGateway("shop", "ingress", g => g
        .WithWorkload("app", "ingress").WithClusterIp("10.96.0.50").WithExternalAddress(address).WithPorts(80, 15443)
        .WithServiceAccount("ingress").At(locality))
    .AddService("shop", "frontend", s => s.WithSelector("app", "frontend").WithPort(8080, "http").WithClusterIp("10.96.0.10"))
    .AddWorkload("shop", "frontend-0", p => p.WithLabel("app", "frontend").WithServiceAccount("frontend").WithAddress("10.1.0.10"))
    .AddService("shop", "cart", s => s.WithSelector("app", "cart").WithPort(8000, "http").WithClusterIp("10.96.0.11"))
    .AddWorkload("shop", "cart-0", p => p.WithLabel("app", "cart").WithServiceAccount("cart").WithAddress("10.1.0.11"))
    .AddService("shop", "stock", s => s
        .WithSelector("app", "stock").WithPort(8000, "http").WithClusterIp("10.96.0.12").WithAnnotation("multicluster.mesh/expose", "true"))
    .AddWorkload("shop", "stock-0", p => p.WithLabel("app", "stock").WithServiceAccount("stock").WithAddress("10.1.0.12"));
