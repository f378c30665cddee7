using Mesh;
using Mesh.Inventories;
using Mesh.Istio.Capacity;
using Mesh.Istio.Movement;
using Movement;

// A drain of aws, whose pods are at 80 % of what they carry, to a gcp that is as busy: it needs four more pods there first. Then the plan
// is carried out, against doubles of the API servers in this process. Needs no cluster.
const string Host = "cart.shop.example.com";
MeshModel model = new MeshBuilder("acme")
    .AddCluster("aws")
    .AddCluster("gcp")
    .AddTenant("web", t => t.AddWorkspace("shop", w => w
        .WithNamespaces("*/shop")
        .WithCapacity("shop/cart", requestsPerSecond: 100)
        .WithCapacity("shop/ingress", requestsPerSecond: 2000)
        .AddGateway("ingress", g => g
            .InNamespace("shop").WithWorkload("app", "ingress")
            .AddHttpServer("cart", Host, s => s.RouteTo("cart", 8000)))))
    .Build();
Inventory inventory = new InventoryBuilder()
    .AddCluster("aws", c => WithShop(c, "us-east-2/us-east-2a", "203.0.113.10", "10.1.0", carts: 5))
    .AddCluster("gcp", c => WithShop(c, "us-west1/us-west1-a", "198.51.100.20", "10.2.0", carts: 4))
    .Build();
Demand demand = Demand.Of(d => d
    .FromClient("aws", "shop/front", Host, 80, 400)
    .FromClient("gcp", "shop/front", Host, 80, 320));
var mesh = new MovementMesh(model, inventory, demand);

MovementPlan refused = MovementPlan.Drain("aws", mesh, options: new MovementOptions { Headroom = 0.1, MayScale = false });
Console.WriteLine(refused);
Console.WriteLine();

MovementPlan plan = MovementPlan.Drain("aws", mesh, options: new MovementOptions { Headroom = 0.1, Watched = TimeSpan.Zero });
Console.WriteLine(plan);

Console.WriteLine();
MovementRunStatus ended = await Carrying.OutAsync(plan);
Console.WriteLine(ended);

bool isRight = !refused.IsFeasible && plan.IsFeasible && plan.Steps[0] is { Action: MovementAction.Scale } first
    && first.Pods.Sum(pods => pods.Count) == 4 && plan.Steps.All(step => step.FailedRequests == 0)
    && ended.State == MovementRunState.Done;
return isRight ? 0 : 1;

static void WithShop(InventoryClusterBuilder cluster, string locality, string address, string network, int carts)
{
    cluster
        .WithLocality(Locality.Parse(locality))
        .WithRemoteSecrets()
        .AddNamespace("shop")
        .AddGateway("shop", "ingress", g => g
            .WithWorkload("app", "ingress").WithClusterIp("10.96.0.50").WithExternalAddress(address).WithPorts(80, 15443).At(locality))
        .AddService("shop", "cart", s => s.WithPort(8000, "http").WithSelector("app", "cart").WithClusterIp("10.96.0.51"))
        .AddWorkload("shop", "front-1", w => w.WithLabel("app", "front").OfWorkload("front").WithAddress($"{network}.100"));
    for (int i = 1; i <= carts; i++)
    {
        string name = FormattableString.Invariant($"cart-{i}");
        string pod = FormattableString.Invariant($"{network}.{i}");
        cluster.AddWorkload("shop", name, w => w.WithLabel("app", "cart").OfWorkload("cart").WithAddress(pod));
    }
}
