using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Access;
using Mesh.Istio.Resources;

// Who may call whom, said once for all clusters: by the names of services, and by hosts of gateways. The platform team demands mutual TLS;
// teams can only tighten what it says. Needs no cluster.
MeshModel model = new MeshBuilder("acme")
    .WithSecurity(s => s.RequireMutualTls().WithAccess(AccessScope.Tenant).Stricter())
    .AddCluster("aws", c => c.WithRegion("us-east-2").WithTrustDomain("aws.example"))
    .AddCluster("gcp", c => c.WithRegion("us-west1").WithTrustDomain("gcp.example"))
    .AddTenant("web", t => t
        .AddWorkspace("shop", w => w.WithNamespaces("*/shop"))
        .AddWorkspace("payments", w => w
            .WithNamespaces("*/payments").WithSharedNamespaces("*/gateways")
            .WithSecurity(s => s
                .WithAccess(AccessScope.Listed, "tenants/web/workspaces/shop")
                .WithReachability(AccessScope.Workspace))
            .AddGateway("payments", g => g
                .InNamespace("gateways").WithWorkload("app", "payments-gateway")
                .AddHttpServer("ledger", "ledger.example.com", s => s
                    .MeshOnly()
                    .RouteTo("payments/ledger", 8080)))))
    .AddTenant("office", t => t.AddWorkspace("wiki", w => w.WithNamespaces("*/wiki")))
    .Build();

Inventory inventory = new InventoryBuilder()
    .AddCluster("aws", cluster => Fill(cluster.WithTrustDomain("aws.example"), 1))
    .AddCluster("gcp", cluster => Fill(cluster.WithTrustDomain("gcp.example"), 2))
    .Build();

MeshResources resources = new IstioGenerator().Generate(model, inventory);
foreach (IstioObject value in resources["aws"])
{
    Console.WriteLine($"{value}: {Summary(value)}");
}

// Callers are told apart by their identities, in every trust domain: other clusters' callers of the same workspace are the same callers.
AuthorizationPolicy payments = resources["gcp"].OfType<AuthorizationPolicy>().Single(
    policy => policy.Metadata.Namespace == "payments" && policy.Selector is null);
Console.WriteLine();
Console.WriteLine(resources.Explain(payments));
Console.WriteLine(resources.Diagnostics);

// The host of the gateway is no way around: the gateway asks who calls.
var forecaster = new Forecaster(resources, inventory);
AccessAnswer shop = forecaster.ForClient("aws", "shop/web").To("ledger.example.com").MayCall();
AccessAnswer wiki = forecaster.ForClient("aws", "wiki/pages").To("ledger.example.com").MayCall();
Console.WriteLine(shop);
Console.WriteLine(wiki);
return !resources.Diagnostics.HasErrors && Summary(payments) == "callers aws.example/ns/shop/sa/*, gcp.example/ns/shop/sa/*"
    && (shop.Verdict, wiki.Verdict) == (CallVerdict.Allowed, CallVerdict.Denied) ? 0 : 1;

static string Summary(IstioObject value) => value switch
{
    PeerAuthentication mutualTls => $"mutual TLS {mutualTls.Mtls?.Mode}",
    AuthorizationPolicy { Action: AuthorizationAction.Deny } policy =>
        $"refuses callers of {policy.Rules!.Value[0].When[0].Values[0]} but {string.Join(
            ", ", policy.Rules!.Value[0].From[0].Source!.NotPrincipals)}",
    AuthorizationPolicy policy =>
        $"callers {string.Join(", ", policy.Rules!.Value.SelectMany(rule => rule.From).SelectMany(from => from.Source!.Principals))}",
    Sidecar sidecar => $"reaches {string.Join(", ", sidecar.Egress[0].Hosts)}",
    _ => "",
};

static void Fill(InventoryClusterBuilder cluster, int number)
{
    foreach (string name in (string[])["istio-system", "shop", "payments", "wiki", "gateways"])
    {
        cluster.AddNamespace(name);
    }

    string network = $"10.{number}.0";
    cluster.WithIstioClusterId($"cluster-{number}")
        .AddGateway("gateways", "payments-gateway", g => g
            .WithWorkload("app", "payments-gateway").WithClusterIp($"{network}.1")
            .WithExternalAddress($"203.0.113.{number}").WithPorts(80, 15443))
        .AddService("payments", "ledger", s => s.WithSelector("app", "ledger").WithPort(8080, "http").WithClusterIp($"{network}.2"))
        .AddWorkload("payments", "ledger", p => p.WithLabel("app", "ledger").WithServiceAccount("ledger").WithAddress($"{network}.12"))
        .AddWorkload("shop", "web", p => p.WithLabel("app", "web").WithServiceAccount("web").WithAddress($"{network}.13"))
        .AddWorkload("wiki", "pages", p => p.WithLabel("app", "pages").WithServiceAccount("pages").WithAddress($"{network}.14"));
}
