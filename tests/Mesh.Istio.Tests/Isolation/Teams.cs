using Mesh.Annotations;
using Mesh.Inventories;
using Mesh.Istio.Manifests;

namespace Mesh.Istio.Tests.Isolation;

/// <summary>A bank, a shop and somebody hostile, a tenant with one workspace each, in two clusters; bank and shop have domains.</summary>
internal static class Teams
{
    public static readonly ValueMap<string> BankGateway = [new("app", "bank-gateway"), new("istio", "ingressgateway")];

    public static Tenant Bank { get; } = new()
    {
        Name = "bank",
        Domains = ["*.bank.example.com"],
        Security = new SecuritySettings
        {
            Propagation = Propagation.Stricter,
            MutualTls = MutualTlsPolicy.Required,
            Access = new AccessSettings { Scope = AccessScope.Tenant, Others = ["tenants/shop/workspaces/cart"] },
        },
        Workspaces =
        [
            new Workspace
            {
                Name = "login",
                Namespaces = [new("*", "bank")],
                Gateways =
                [
                    new WorkspaceGateway
                    {
                        Name = "ingress",
                        Namespace = "bank",
                        Workload = BankGateway,
                        Servers =
                        [
                            new HttpsServer
                            {
                                Name = "login",
                                Hostname = "login.bank.example.com",
                                Tls = new ServerTls { CredentialName = "bank-cert" },
                                Routes = [To("ledger", 8080)],
                            },
                        ],
                    },
                ],
                EastWestGateways = [new EastWestGateway { Name = "east-west", Namespace = "bank", Workload = BankGateway,
                    Services = ["ledger"] }],
            },
        ],
    };

    public static Tenant Shop { get; } = new()
    {
        Name = "shop",
        Domains = ["*.shop.example.com"],
        Workspaces =
        [
            new Workspace
            {
                Name = "cart",
                Namespaces = [new("*", "shop")],
                SharedNamespaces = [new("*", "gateways")],
                Security = new SecuritySettings { Access = new AccessSettings { Scope = AccessScope.Workspace } },
                Gateways = [Gateway("gateways", "shop-gateway", "www.shop.example.com", "shop/web"),
                    Gateway("shop", "inner-gateway", "cart.shop.example.com", "web") with { Name = "inner" }],
                ServiceSettings = [new ServiceSettings { Service = "shop/web",
                    Settings = new TrafficSettings { RequestTimeout = TimeSpan.FromSeconds(2) } }],
            },
        ],
    };

    /// <summary>The hostile one's workspace as long as it is honest.</summary>
    public static Workspace Evil { get; } = new()
    {
        Name = "team",
        Namespaces = [new("*", "evil")],
        Gateways = [Gateway("evil", "evil-gateway", "www.evil.example.org", "web")],
    };

    public static Organization Without { get; } = new()
    {
        Name = "acme",
        Clusters = [new Cluster { Name = "aws", Locality = new("us-east-2") }, new Cluster { Name = "gcp", Locality = new("us-west1") }],
        Tenants = [Bank, Shop, new Tenant { Name = "evil" }],
    };

    public static MeshModel With(Workspace evil, bool isFirst = false)
    {
        var tenant = new Tenant { Name = "evil", Workspaces = [evil] };
        return new MeshModel(Without with { Tenants = isFirst ? [tenant, Shop, Bank] : [Bank, Shop, tenant] });
    }

    public static WorkspaceGateway Gateway(string ns, string app, string host, string service) => new()
    {
        Name = "ingress",
        Namespace = ns,
        Workload = [new("app", app)],
        Servers = [new HttpServer { Name = "web", Hostname = host, Routes = [To(service, 8080)] }],
    };

    public static Route To(string service, int port) =>
        new() { Action = new ForwardAction { Destinations = [new ServiceDestination { Service = service, Port = port }] } };

    /// <summary>What there is in both clusters, the hostile one's objects as somebody says.</summary>
    public static Inventory Observed(Action<InventoryClusterBuilder>? evil = null)
    {
        Inventory inventory = new InventoryBuilder()
            .AddCluster("aws", cluster => Fill(cluster.WithRegion("us-east-2"), 1, evil))
            .AddCluster("gcp", cluster => Fill(cluster.WithRegion("us-west1"), 2, evil))
            .Build();
        return inventory with
        {
            Clusters = inventory.Clusters.Select(cluster =>
                cluster with { Services = cluster.Services.Select(Annotated).ToValueList() }).ToValueList(),
        };
    }

    /// <summary>The objects of bank and shop as manifests, by cluster.</summary>
    public static string OfOthers(MeshResources resources) => string.Join(
        '\n', resources.Clusters.Select(cluster => $"# {cluster.Cluster}\n" + ManifestWriter.ToYaml(cluster.Objects.Where(
            value => value.Metadata.Labels.GetValueOrDefault("multicluster.mesh/tenant") is "bank" or "shop"))));

    public static MeshResources Generate(MeshModel model, Inventory inventory) =>
        new IstioGenerator().Generate(model.WithServiceAnnotations(inventory).Model, inventory);

    private static void Fill(InventoryClusterBuilder cluster, int number, Action<InventoryClusterBuilder>? evil)
    {
        foreach (string name in (string[])["bank", "shop", "gateways", "evil", "istio-system", "mesh-multicluster", "free"])
        {
            cluster.AddNamespace(name);
        }

        Placed(cluster, "bank", "bank-gateway", $"10.0.{number}.1", $"192.0.2.{number}1", BankGateway);
        Placed(cluster, "gateways", "shop-gateway", $"10.0.{number}.2", $"192.0.2.{number}2", [new("app", "shop-gateway")]);
        Placed(cluster, "shop", "inner-gateway", $"10.0.{number}.3", $"192.0.2.{number}3", [new("app", "inner-gateway")]);
        Placed(cluster, "evil", "evil-gateway", $"10.0.{number}.4", $"192.0.2.{number}4", [new("app", "evil-gateway")]);
        Placed(cluster, "istio-system", "istio-ingressgateway", $"10.0.{number}.5", $"192.0.2.{number}5",
            [new("app", "istio-ingressgateway")]);
        Running(cluster, "bank", "ledger", number);
        Running(cluster, "shop", "web", number);
        Running(cluster, "evil", "web", number);
        evil?.Invoke(cluster);
    }

    private static void Placed(InventoryClusterBuilder cluster, string ns, string name, string address, string external,
        ValueMap<string> labels) =>
        cluster.AddGateway(ns, name, gateway =>
        {
            gateway.WithClusterIp(address).WithExternalAddress(external).WithPorts(80, 443, 15443).WithServiceAccount(name);
            foreach ((string key, string value) in labels)
            {
                gateway.WithWorkload(key, value);
            }
        });

    private static void Running(InventoryClusterBuilder cluster, string ns, string name, int number) => cluster
        .AddService(ns, name,
            service => service.WithSelector("app", name).WithPort(8080, "http").WithClusterIp($"10.1.{number}.{ns.Length + name.Length}"))
        .AddWorkload(ns, $"{name}-0",
            pod => pod.WithLabel("app", name).WithServiceAccount(name).WithAddress($"10.2.{number}.{ns.Length + name.Length}"));

    // The shop asks for a host itself.
    private static ServiceInfo Annotated(ServiceInfo service) => service is { Namespace: "shop", Name: "web" }
        ? service with { Annotations = [new("multicluster.mesh/host", "api.shop.example.com"), new("multicluster.mesh/gateway", "inner")] }
        : service;
}
