using Mesh.Annotations;
using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Abstractions.Tests.Annotations;

/// <summary>Whose a wish is, and which hosts it may name.</summary>
public partial class ServiceAnnotationsTests
{
    [Fact]
    public void A_wish_goes_to_the_owner_of_the_namespace_in_its_own_cluster()
    {
        MeshModel model = new MeshBuilder("tetrate").AddCluster("aws").AddCluster("gcp")
            .AddTenant("dev", t => t
                .AddWorkspace("a",
                    w => w.WithNamespaces("aws/shop").WithDomains("*.example.com").AddGateway("one",
                        g => g.InNamespace("shop").WithWorkload("app", "one").AddHttpServer("x", "x.example.com", s => s.RouteTo("x", 80))))
                .AddWorkspace("b",
                    w => w.WithNamespaces("gcp/shop").WithDomains("*.example.com").AddGateway("two",
                        g => g.InNamespace("shop").WithWorkload("app", "two").AddHttpServer("y", "y.example.com",
                            s => s.RouteTo("y", 80)))))
            .Build();
        ServiceInfo inAws = Details(("host", "of-a.example.com")) with { Namespace = "shop" },
            inGcp = Details(("host", "of-b.example.com")) with { Namespace = "shop" };

        AnnotatedModel annotated = model
            .WithServiceAnnotations(new Inventory { Clusters = [Cluster("aws", inAws), Cluster("gcp", inGcp)] });

        Assert.Empty(annotated.Diagnostics);
        Assert.Equal(
            ["a: x.example.com of-a.example.com", "b: y.example.com of-b.example.com"],
            annotated.Model.Organization.Tenants[0].Workspaces.Select(
                w => $"{w.Name}: {string.Join(' ', w.Gateways[0].Servers.Select(server => server.Hostname))}"));
    }

    [Fact]
    public void Services_of_one_name_in_two_namespaces_keep_an_order_each()
    {
        MeshModel model = new MeshBuilder("tetrate").AddCluster("aws").AddCluster("gcp").AddCluster("azure")
            .AddTenant("dev", t => t.AddWorkspace(
                "w", w => w.WithNamespaces("*/a", "*/b").WithEastWestGateway("a", e => e.WithWorkload("app", "ew").Services("x"))))
            .Build();
        ServiceInfo a = Details(("expose", "true"), ("fallback", "gcp")) with { Namespace = "a" },
            b = Details(("expose", "true"), ("fallback", "azure")) with { Namespace = "b" };

        AnnotatedModel annotated = model.WithServiceAnnotations(new Inventory { Clusters = [Cluster("aws", a, b)] });

        Assert.Equal(
            ["a/details: gcp", "b/details: azure"],
            annotated.Model.Organization.Tenants[0].Workspaces[0].EastWestGateways.Where(gateway => gateway.Settings is not null)
                .SelectMany(gateway =>
                    gateway.Services.Select(service => $"{service}: {gateway.Settings!.Failover!.Order!.Value[0].Clusters[0].Cluster}")));
    }

    [Theory]
    [InlineData("details.example.com")]
    [InlineData("oauth2.googleapis.com")]
    public void Without_domains_a_service_gets_no_host_that_the_model_does_not_have(string host)
    {
        MeshModel free = WithoutDomains();

        AnnotatedModel annotated = free.WithServiceAnnotations(Observed(Details(("host", host))));

        Assert.Equal(("MM163", "services/backend/details"), (Assert.Single(annotated.Diagnostics).Code, annotated.Diagnostics[0].Path));
        Assert.Contains("WithDomains", annotated.Diagnostics[0].Help, StringComparison.Ordinal);
        Assert.Equal(free, annotated.Model);
        Assert.Equal(new AnnotatedModel(free, DiagnosticList.Empty),
            free.WithServiceAnnotations(Observed(Details(("host", "reviews.example.com")))));
    }

    [Theory]
    [InlineData("organization")]
    [InlineData("tenant")]
    public void Domains_of_any_level_above_hold(string level)
    {
        Organization free = WithoutDomains().Organization;
        MeshModel model = new(level == "organization" ? free with { Domains = ["*.example.com"] }
            : free with { Tenants = [free.Tenants[0] with { Domains = ["*.example.com"] }] });

        Assert.Equal("", model.WithServiceAnnotations(Observed(Details(("host", "details.example.com")))).Diagnostics.ToString());
        Assert.Equal("MM163",
            Assert.Single(model.WithServiceAnnotations(Observed(Details(("host", "details.example.org")))).Diagnostics).Code);
    }

    [Fact]
    public void A_host_is_no_service_of_a_namespace_that_only_the_inventory_knows()
    {
        MeshModel model = new(WithoutDomains().Organization with { Domains = ["*.elsewhere.example.com"] });
        var inventory = new Inventory
        {
            Clusters = [Cluster("aws", Details(("host", "api.bank"))) with { Namespaces = [new NamespaceInfo { Name = "bank" }] }],
        };

        Diagnostic finding = Assert.Single(model.WithServiceAnnotations(inventory).Diagnostics);
        Assert.Contains("a name of service 'api' in namespace 'bank'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_two_workspaces_ask_for_is_neithers()
    {
        MeshModel model = new MeshBuilder("tetrate").AddCluster("aws").WithDomains("*.example.com")
            .AddTenant("dev", t => t
                .AddWorkspace("b",
                    w => w.WithNamespaces("*/b").AddGateway("g",
                        g => g.InNamespace("b").WithWorkload("app", "b").AddHttpServer("y", "y.example.com", s => s.RouteTo("y", 80))))
                .AddWorkspace("a",
                    w => w.WithNamespaces("*/a").AddGateway("g",
                        g => g.InNamespace("a").WithWorkload("app", "a").AddHttpServer("x", "x.example.com", s => s.RouteTo("x", 80)))))
            .Build();

        AnnotatedModel annotated = model.WithServiceAnnotations(Observed(
            Details(("host", "both.example.com")) with { Namespace = "a" }, Details(("host", "both.example.com")) with { Namespace = "b" },
            Details(("host", "x.example.com")) with { Namespace = "b", Name = "thief" },
                Details(("host", "x.example.com")) with { Namespace = "a", Name = "owner" }));

        Assert.Equal(["services/a/details", "services/b/details", "services/b/thief"],
            annotated.Diagnostics.Select(d => d.Path).Order(StringComparer.Ordinal));
        Assert.Equal(model, annotated.Model);
    }

    [Fact]
    public void Whoever_takes_all_namespaces_gets_no_wish_of_a_namespace_that_another_names()
    {
        Workspace thief = new() { Name = "all", Namespaces = [new("*", "*")], Gateways = [] };
        MeshModel model = new(Model.Organization with
        {
            Tenants = [new Tenant { Name = "a", Workspaces = [thief] },
            .. Model.Organization.Tenants]
        });

        AnnotatedModel annotated = model.WithServiceAnnotations(Observed(Details(("host", "details.example.com"))));

        Assert.Equal("", annotated.Diagnostics.ToString());
        Assert.Equal(2, annotated.Model.Organization.Tenants[1].Workspaces[0].Gateways[0].Servers.Count);
    }

    private static MeshModel WithoutDomains() => Model with
    {
        Organization = Model.Organization with
        {
            Tenants =
            [
                Model.Organization.Tenants[0] with
                {
                    Workspaces = [Model.Organization.Tenants[0].Workspaces[0] with { Domains = default }],
                },
            ],
        },
    };

    private static MeshModel WithOther() => Model with
    {
        Organization = Model.Organization with
        {
            Tenants = Model.Organization.Tenants.Add(new MeshBuilder("tetrate").AddCluster("aws")
                .AddTenant("other", t => t.AddWorkspace("other", w => w
                    .WithNamespaces("*/other")
                    .AddGateway("ingress", g => g.InNamespace("other").WithWorkload("app", "other")
                        .AddHttpServer("taken", "taken.example.com", s => s.RouteTo("taken", 80)))))
                .Build().Organization.Tenants[0]),
        },
    };
}
