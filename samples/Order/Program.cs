using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;

// One mesh of three clusters, and the order in which clusters answer callers in aws, as settings change. Needs no cluster.
const string Host = "cart.shop.example.com";
Inventory inventory = new InventoryBuilder()
    .AddCluster("aws", c => WithCart(c, "us-east-2/us-east-2a", "203.0.113.10"))
    .AddCluster("gcp", c => WithCart(c, "us-west1/us-west1-a", "198.51.100.20"))
    .AddCluster("azure", c => WithCart(c, "us-east-2/us-east-2b", "192.0.2.30"))
    .Build();

bool failed = Show("as it comes: the own cluster, the same region, the others");
failed |= Show("gcp before azure", w => w.WithFailover(f => f.Prefer("gcp", "azure").LocalFirst()));
failed |= Show("callers in aws go to gcp first", w => w.WithFailover(f => f.PreferFor("aws", "gcp", "aws")));
failed |= Show(
    "aws and gcp share 3 to 1, azure for the worst",
    w => w.WithFailover(f => f.ThenPrefer(("aws", 3), ("gcp", 1)).ThenPrefer(("azure", null))));
failed |= Show("aws drained: it comes last", null, mesh => mesh.Drain("aws"));
failed |= Show("aws evacuated: it comes never", null, mesh => mesh.Evacuate("aws"));
return failed ? 1 : 0;

bool Show(string title, Action<WorkspaceBuilder>? order = null, Action<MeshBuilder>? state = null)
{
    var mesh = new MeshBuilder("acme");
    foreach (string cluster in (string[])["aws", "gcp", "azure"])
    {
        mesh.AddCluster(cluster);
    }

    state?.Invoke(mesh);
    MeshModel model = mesh.AddTenant("web", t => t.AddWorkspace("shop", w =>
    {
        w.WithNamespaces("*/shop").WithRequestTimeout(TimeSpan.FromSeconds(9)).AddGateway("ingress", g => g
            .InNamespace("shop").WithWorkload("app", "ingress")
            .AddHttpServer("cart", Host, s => s.RouteTo("cart", 8000)));
        order?.Invoke(w);
    })).Build();
    MeshResources resources = new IstioGenerator().Generate(model, inventory);
    ForecastQuery calls = new Forecaster(resources, inventory).ForClient("aws", "shop/cart").To(Host);

    Console.WriteLine($"{title}:");
    var gone = new SortedSet<string>(StringComparer.Ordinal);
    while (true)
    {
        Forecast forecast = calls.When(failure =>
        {
            foreach (string cluster in gone)
            {
                failure.GatewayDown(cluster, "shop/ingress");
            }
        });
        string[] answering = [.. forecast.Shares.Select(share => share.Cluster).Distinct().Order(StringComparer.Ordinal)];
        if (answering.Length == 0)
        {
            break;
        }

        string shares = string.Join(
            ", ", forecast.Shares.Select(share => FormattableString.Invariant($"{share.Cluster} {share.Percent:0} %")));
        Console.WriteLine($"  {(gone.Count == 0 ? "now" : $"without {string.Join(" and ", gone)}")}: {shares}");
        gone.UnionWith(answering);
    }

    Console.WriteLine();
    return resources.Diagnostics.HasErrors || gone.Count == 0;
}

static void WithCart(InventoryClusterBuilder cluster, string locality, string address) => cluster
    .WithLocality(Locality.Parse(locality))
    .AddNamespace("shop")
    .AddGateway("shop", "ingress", g => g
        .WithWorkload("app", "ingress").WithClusterIp("10.96.0.50").WithExternalAddress(address).WithPorts(80, 15443)
        .WithServiceAccount("ingress").At(locality))
    .AddService("shop", "cart", s => s.WithSelector("app", "cart").WithPort(8000, "http").WithClusterIp("10.96.0.10"))
    .AddWorkload("shop", "cart-0", p => p.WithLabel("app", "cart").WithServiceAccount("cart").WithAddress("10.1.0.10"));
