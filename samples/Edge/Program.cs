using Edge;
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;

// Usage: Edge. Needs no cluster: model and inventory are declared in EdgeMesh.cs.
Inventory inventory = EdgeMesh.Inventory();
bool failed = Show("As it is", null);
failed |= Show("With east drained", mesh => mesh.Drain("east"));
return failed ? 1 : 0;

bool Show(string title, Action<MeshBuilder>? change)
{
    MeshResources resources = new IstioGenerator().Generate(EdgeMesh.Model(change), inventory);
    Console.WriteLine($"{title}:");
    Console.WriteLine($"  {resources.Diagnostics.ToString().ReplaceLineEndings("\n  ")}");
    ForecastQuery users = new Forecaster(resources, inventory).ForGateway("edge", "front/front").To("www.shop.example.com");
    Print("now", users.Now());
    Print("cart dies in east", users.When(failure => failure.ServiceDown("east", "shop/cart")));
    Print("cluster dmz dies", users.When(failure => failure.ClusterDown("dmz")));
    Console.WriteLine();
    return resources.Diagnostics.HasErrors;
}

static void Print(string when, Forecast forecast)
{
    string shares = string.Join(
        ", ", forecast.Shares.Select(share => FormattableString.Invariant($"{share.Percent:0} % to {share.Cluster} ({share.Address})")));
    Console.WriteLine($"  {when}: {shares}, {forecast.Losses.Count} kinds of loss");
}
