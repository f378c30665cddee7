using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Validation;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Access;

/// <summary>
/// The holes of tenancy that admission policies shut are shut in the model too: one test for each, by what a team would write to get what
/// is another's. The team <c>shop</c> tries; <c>cart.other.svc.cluster.local</c> is the other's service.
/// </summary>
public class TenancyHoleTests
{
    private const string Shop = "tenants/t/workspaces/shop";
    private const string Host = Shop + "/gateways/ingress/servers/web/hostname";
    private const string Service = Shop + "/gateways/ingress/servers/web/routes/0/destinations/0/service";

    [Fact]
    public void Nothing_is_wrong_without_a_hole() => Assert.Empty(ModelValidator.Validate(Model()).Errors);

    [Theory]
    [InlineData("cart", "a bare host")]
    [InlineData("evilshop.example.com", "a look-alike suffix")]
    [InlineData("shop.example.com.evil.com", "the domain in front")]
    [InlineData("cart.other", "a service as name.namespace")]
    [InlineData("cart.other.svc", "a service with the mark")]
    [InlineData("cart.other.svc.cluster.local", "a service by its full name")]
    [InlineData("CART.Other.SVC.cluster.local", "upper case")]
    [InlineData("WWW.shop.example.com", "upper case of the own host")]
    [InlineData("www.shop.example.com.", "a dot at the end")]
    [InlineData("cart.other.svc.cluster.local.", "a service with a dot at the end")]
    [InlineData("*.shop.example.com", "a wildcard")]
    [InlineData("*", "everything")]
    [InlineData("www.shop.example.com www.other.example.com", "a blank that hides a second host")]
    [InlineData("other/www.shop.example.com", "a namespace in front")]
    [InlineData("www.other.example.com", "the other's host")]
    public void A_host_takes_nothing_that_is_another_s(string host, string hole) => Refused(Model(host: host), Host, hole);

    [Theory]
    [InlineData("*")]
    [InlineData("*.local")]
    [InlineData("*.cluster.local")]
    [InlineData("*.svc.cluster.local")]
    [InlineData("*.other.svc.cluster.local")]
    [InlineData("*.other")]
    [InlineData("*.Shop.example.com")]
    [InlineData("*.shop.example.com.")]
    [InlineData("*.shop.example.com *.other.example.com")]
    public void A_domain_covers_nothing_of_the_cluster_s(string domain) =>
        Refused(Model(domain: domain), $"{Shop}/domains/0", domain);

    [Theory]
    [InlineData("other/cart", "another's namespace")]
    [InlineData("cart.other", "name.namespace")]
    [InlineData("cart.other.svc", "the mark")]
    [InlineData("cart.other.svc.cluster.local", "the full name")]
    [InlineData("cart.other.svc.cluster.local.", "a dot at the end")]
    [InlineData("CART.other.SVC.cluster.local", "upper case")]
    [InlineData("web.shop.svc.other.svc.cluster.local", "both namespaces")]
    [InlineData("web cart.other.svc.cluster.local", "a blank")]
    [InlineData("*.other.svc.cluster.local", "a wildcard")]
    [InlineData("www.other.example.com", "a host outside")]
    public void A_route_leads_to_no_service_of_another(string service, string hole) => Refused(Model(service: service), Service, hole);

    [Fact]
    public void A_selector_selects_something() => Refused(
        Change(gateway => gateway with { Workload = [] }), $"{Shop}/gateways/ingress/workload", "an empty selector");

    [Fact]
    public void A_gateway_stands_in_no_namespace_of_another() => Refused(
        Change(gateway => gateway with { Namespace = "other" }), $"{Shop}/gateways/ingress/namespace", "a gateway of another");

    [Theory]
    [InlineData("mirror", """{"service": "other/cart", "port": 80}""")]
    [InlineData("mirrors", """[{"service": "other/cart", "port": 80}]""")]
    [InlineData("delegate", """{"name": "routes", "namespace": "other"}""")]
    public void A_route_has_no_way_past_its_destinations(string field, string value)
    {
        string json = Model().ToJson().Replace("\"action\":", $"\"{field}\": {value}, \"action\":", StringComparison.Ordinal);

        ModelReadResult read = MeshModel.FromJson(json);

        Assert.Contains(read.Diagnostics.Errors, error => error.Path.EndsWith($"routes/0/{field}", StringComparison.Ordinal)
            || error.Message.Contains($"'{field}'", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_generated_says_to_whom_it_is_exported_and_of_whose_namespace_its_hosts_are()
    {
        ValueList<Api.IstioObject> all = new IstioGenerator().Generate(Model(), Observed("203.0.113.7"))["aws"];

        Assert.All(all.OfType<Api.VirtualService>().Where(routes => routes.Metadata.Namespace == "shop"),
            routes => Assert.Equal(["."], routes.ExportTo));
        Assert.All(all.OfType<Api.Gateway>(), gateway => Assert.All(
            gateway.Servers.SelectMany(server => server.Hosts),
            host => Assert.StartsWith($"{gateway.Metadata.Namespace}/", host, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("cart.other.svc.cluster.local", "by its name")]
    [InlineData("cart.other", "by its short name")]
    [InlineData("CART.other.svc.cluster.local.", "by another spelling")]
    [InlineData("10.0.0.9", "by its address")]
    public void No_endpoint_is_a_service_of_another(string address, string hole)
    {
        MeshResources made = new IstioGenerator().Generate(Model(), Observed(address));

        Diagnostic error = Assert.Single(made.Diagnostics.Errors);
        Assert.True(error.Code == "MM157" && error.Path.StartsWith(Shop, StringComparison.Ordinal), hole);
        Assert.DoesNotContain(made["aws"], value => value.Metadata.Namespace == "shop");
    }

    private static void Refused(MeshModel model, string path, string hole) => Assert.True(
        ModelValidator.Validate(model).Errors.Any(error => error.Path == path),
        $"{hole}: {string.Join('\n', ModelValidator.Validate(model).Errors)}");

    private static Inventory Observed(string address) => new InventoryBuilder().AddCluster("aws", c => c
        .WithRegion("us-east-2").AddNamespace("shop").AddNamespace("other")
        .AddService("shop", "web", s => s.WithSelector("app", "web").WithPort(80, "http").WithClusterIp("10.0.0.8"))
        .AddService("other", "cart", s => s.WithSelector("app", "cart").WithPort(80, "http").WithClusterIp("10.0.0.9"))
        .AddGateway("shop", "ingress", g => WithAll(g, "ingress", "10.0.0.10").WithExternalAddress(address))
        .AddGateway("other", "ingress", g => WithAll(g, "other", "10.0.0.11").WithExternalAddress("203.0.113.8"))).Build();

    private static InventoryGatewayBuilder WithAll(InventoryGatewayBuilder gateway, string app, string address) => gateway
        .WithWorkload("app", app).WithClusterIp(address).WithPorts(80, 15443).WithServiceAccount(app).At("us-east-2/us-east-2a");

    private static MeshModel Change(Func<WorkspaceGateway, WorkspaceGateway> change)
    {
        MeshModel model = Model();
        Tenant tenant = model.Organization.Tenants[0];
        return new MeshModel(model.Organization with
        {
            Tenants = [tenant with
            {
                Workspaces = [.. tenant.Workspaces.Select(workspace => workspace.Name == "shop"
                    ? workspace with { Gateways = [change(workspace.Gateways[0])] } : workspace)],
            }],
        });
    }

    private static MeshModel Model(
        string host = "www.shop.example.com", string domain = "*.shop.example.com", string service = "web") => new(new Organization
        {
            Name = "acme",
            Clusters = [new Cluster { Name = "aws" }],
            Tenants =
            [
                new Tenant
                {
                    Name = "t",
                    Workspaces =
                    [
                        Workspace("shop", host, domain, service),
                        Workspace("other", "www.other.example.com", "*.other.example.com", "cart"),
                    ],
                },
            ],
        });

    private static Workspace Workspace(string name, string host, string domain, string service) => new()
    {
        Name = name,
        Namespaces = [new("*", name)],
        Domains = [domain],
        Gateways =
        [
            new WorkspaceGateway
            {
                Name = "ingress",
                Namespace = name,
                Workload = [new("app", name == "shop" ? "ingress" : "other")],
                Servers =
                [
                    new HttpServer
                    {
                        Name = "web",
                        Hostname = host,
                        Routes = [new Route { Action = new ForwardAction { Destinations = [new() { Service = service, Port = 80 }] } }],
                    },
                ],
            },
        ],
    };
}
