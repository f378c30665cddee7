using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Resources;

// Who may call whom, said once for all clusters. The platform team demands mutual TLS; teams can only tighten what it says. Needs no
// cluster.
MeshModel model = new MeshBuilder("acme")
    .WithSecurity(s => s.RequireMutualTls().WithAccess(AccessScope.Tenant).Stricter())
    .AddCluster("aws", c => c.WithRegion("us-east-2").WithTrustDomain("aws.example"))
    .AddCluster("gcp", c => c.WithRegion("us-west1").WithTrustDomain("gcp.example"))
    .AddTenant("web", t => t
        .AddWorkspace("shop", w => w.WithNamespaces("*/shop"))
        .AddWorkspace("payments", w => w
            .WithNamespaces("*/payments")
            .WithSecurity(s => s
                .WithAccess(AccessScope.Listed, "tenants/web/workspaces/shop")
                .WithReachability(AccessScope.Workspace))))
    .AddTenant("office", t => t.AddWorkspace("wiki", w => w.WithNamespaces("*/wiki")))
    .Build();

Inventory inventory = new InventoryBuilder()
    .AddCluster("aws", WithNamespaces)
    .AddCluster("gcp", WithNamespaces)
    .Build();

MeshResources resources = new IstioGenerator().Generate(model, inventory);
foreach (IstioObject value in resources["aws"])
{
    Console.WriteLine($"{value}: {Summary(value)}");
}

// Callers are told apart by their identities, in every trust domain: other clusters' callers of the same workspace are the same callers.
AuthorizationPolicy payments = resources["gcp"].OfType<AuthorizationPolicy>().Single(policy => policy.Metadata.Namespace == "payments");
Console.WriteLine();
Console.WriteLine(resources.Explain(payments));
Console.WriteLine(resources.Diagnostics);
return resources.Diagnostics.HasErrors || Summary(payments) != "callers aws.example/ns/shop/sa/*, gcp.example/ns/shop/sa/*" ? 1 : 0;

static string Summary(IstioObject value) => value switch
{
    PeerAuthentication mutualTls => $"mutual TLS {mutualTls.Mtls?.Mode}",
    AuthorizationPolicy policy =>
        $"callers {string.Join(", ", policy.Rules!.Value.SelectMany(rule => rule.From).SelectMany(from => from.Source!.Principals))}",
    Sidecar sidecar => $"reaches {string.Join(", ", sidecar.Egress[0].Hosts)}",
    _ => "",
};

static void WithNamespaces(InventoryClusterBuilder cluster)
{
    foreach (string name in (string[])["istio-system", "shop", "payments", "wiki"])
    {
        cluster.AddNamespace(name);
    }
}
