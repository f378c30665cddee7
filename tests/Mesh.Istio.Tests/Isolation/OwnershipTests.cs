using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Isolation;

/// <summary>Hosts, pods and guardrails of others that only the inventory shows.</summary>
public sealed class OwnershipTests
{
    [Theory]
    [InlineData("ledger.bank")]
    [InlineData("ledger.bank.svc")]
    [InlineData("web.free")]
    [InlineData("web-0.web.free")]
    [InlineData("x.mesh.internal")]
    [InlineData("web.free.svc.mesh.internal")]
    public void A_name_of_a_service_is_no_host(string host)
    {
        Inventory observed = Teams.Observed(cluster => cluster.AddService("free", "web"));
        Inventory inventory = observed with
        {
            Clusters = observed.Clusters.Select(cluster => cluster with { DnsDomain = "mesh.internal" }).ToValueList(),
        };

        MeshResources resources = Teams.Generate(Teams.With(EvilWith(gateway => gateway with { Servers = [Web(host)] })), inventory);

        Diagnostic error = Assert.Single(resources.Diagnostics.Errors);
        Assert.Equal(("MM042", "tenants/evil/workspaces/team/gateways/ingress/servers/web/hostname"), (error.Code, error.Path));
        Assert.DoesNotContain(resources.Clusters.SelectMany(cluster => cluster.Objects),
            value => value is ServiceEntry entry && entry.Hosts.Contains(host));
        Assert.Equal(Teams.OfOthers(Teams.Generate(new MeshModel(Teams.Without), inventory)), Teams.OfOthers(resources));
    }

    /// <summary>Readable parts that are another's: names end in the hash of the host itself.</summary>
    [Theory]
    [InlineData("login-bank.example.com")]
    [InlineData("login.bank-example.com")]
    [InlineData("HASH.example.org")]
    [InlineData("login-bank.example.com.HASH")]
    [InlineData("gateway-login-bank-example-com.HASH")]
    public void A_host_that_reads_like_the_name_of_anothers_objects_changes_nothing_of_them(string host)
    {
        string twin = host.Replace("HASH", StableHash.Of("login.bank.example.com"), StringComparison.Ordinal);

        MeshResources resources = Teams.Generate(
            Teams.With(EvilWith(gateway => gateway with { Servers = [Web(twin), Web($"{twin}.x") with { Name = "other" }] }),
                isFirst: true),
            Teams.Observed());

        Assert.Empty(resources.Diagnostics.Errors);
        Assert.Equal(Honest(), Teams.OfOthers(resources));
        Assert.All(resources.Clusters, cluster => Assert.Equal(
            cluster.Objects.Count, cluster.Objects.Select(value => (value.Kind, value.Metadata.Namespace, value.Metadata.Name))
                .Distinct().Count()));
    }

    [Theory]
    [InlineData("istio=ingressgateway")]
    [InlineData("app=bank-gateway")]
    [InlineData("app=bank-gateway", "istio=ingressgateway")]
    [InlineData("app=inner-gateway")]
    [InlineData("app=shop-gateway")]
    [InlineData("app=istio-ingressgateway")]
    [InlineData("app=ledger")]
    public void A_gateway_on_pods_of_others_is_an_error_of_whoever_declares_it(params string[] labels)
    {
        MeshResources resources = Teams.Generate(Teams.With(EvilWith(gateway => gateway with { Workload = Labels(labels) })),
            Teams.Observed());

        Assert.All(resources.Diagnostics.Errors,
            error => Assert.Equal(("MM155", "tenants/evil/workspaces/team/gateways/ingress/workload"), (error.Code, error.Path)));
        Assert.NotEmpty(resources.Diagnostics.Errors);
        AssertNothingOfEvil(resources);
        Assert.Equal(Honest(), Teams.OfOthers(resources));
    }

    [Fact]
    public void Labels_of_another_beside_pods_that_carry_them_are_an_error_of_both()
    {
        Inventory inventory = Teams.Observed(cluster => cluster.AddWorkload(
            "evil", "twin", pod => pod.WithLabel("app", "bank-gateway").WithLabel("istio", "ingressgateway").AsGateway()));

        MeshResources resources = Teams.Generate(Teams.With(EvilWith(gateway => gateway with { Workload = Teams.BankGateway })), inventory);

        Assert.Equal(
            ["tenants/bank/workspaces/login", "tenants/evil/workspaces/team"],
            resources.Diagnostics.Errors.Select(error =>
                string.Join('/', error.Path.Split('/').Take(4))).Distinct().Order(StringComparer.Ordinal));
        AssertNothingOfEvil(resources);
    }

    [Theory]
    [InlineData("istio=ingressgateway")]
    [InlineData("app=bank-gateway", "istio=ingressgateway")]
    public void The_pods_of_a_team_whose_model_is_in_error_are_not_free_for_others(params string[] labels)
    {
        // With a pod of its own the hostile gateway is not only meant for those of the bank.
        Inventory inventory = Teams.Observed(cluster => cluster.AddWorkload(
            "evil", "own", pod => pod.WithLabel("app", "bank-gateway").WithLabel("istio", "ingressgateway").AsGateway()));
        MeshModel model = Teams.With(EvilWith(gateway => gateway with { Workload = Labels(labels) }));
        MeshModel misspelt = model with
        {
            Organization = model.Organization with
            {
                Tenants = [.. model.Organization.Tenants.Select(tenant => tenant.Name != "bank" ? tenant : tenant with
                {
                    Workspaces = [tenant.Workspaces[0] with { Labels = [new("not a label", "")] }],
                })],
            },
        };

        MeshResources resources = Teams.Generate(misspelt, inventory);

        Assert.Contains(resources.Diagnostics.Errors, error => error.Path.StartsWith("tenants/bank", StringComparison.Ordinal));
        Assert.Contains(
            resources.Diagnostics.Errors,
            error => (error.Code, error.Path) == ("MM155", "tenants/evil/workspaces/team/gateways/ingress/workload"));
        AssertNothingOfEvil(resources);
    }

    [Fact]
    public void A_pod_that_is_labelled_like_a_gateway_stops_nobody()
    {
        Inventory inventory = Teams.Observed(cluster => cluster
            .AddWorkload("evil", "twin", pod => pod.WithLabel("app", "bank-gateway").WithLabel("istio", "ingressgateway"))
            .AddWorkload("free", "twin", pod => pod.WithLabel("app", "inner-gateway")));

        MeshResources resources = Teams.Generate(Teams.With(Teams.Evil), inventory);

        Assert.Empty(resources.Diagnostics.Errors);
        Assert.Equal(Honest(), Teams.OfOthers(resources));
    }

    [Fact]
    public void Where_istiod_looks_in_one_namespace_only_equal_labels_elsewhere_are_none_of_its_business()
    {
        MeshModel model = Teams.With(EvilWith(gateway => gateway with { Workload = [new("istio", "ingressgateway")] }));
        var generator = new IstioGenerator(new IstioGeneratorOptions { ScopesGatewaysToNamespace = true });

        Assert.DoesNotContain(generator.Generate(model, Teams.Observed()).Diagnostics, finding => finding.Code == "MM155");
    }

    [Fact]
    public void A_gateway_on_the_pods_of_a_database_opens_no_guardrail()
    {
        Workspace login = Teams.Bank.Workspaces[0];
        foreach (Workspace opened in (Workspace[])
            [login with { Gateways = [.. login.Gateways,
                Teams.Gateway("bank", "ledger", "x.bank.example.com", "ledger") with { Name = "open" }] },
             login with { EastWestGateways = [new EastWestGateway { Name = "open", Namespace = "bank", Workload = [new("app", "ledger")],
                 Services = ["ledger"] }] }])
        {
            MeshResources resources = Teams.Generate(
                new MeshModel(Teams.Without with
                {
                    Tenants = [Teams.Bank with { Workspaces = [opened] }, Teams.Shop,
                    Teams.Without.Tenants[2]]
                }), Teams.Observed());

            Assert.Contains(resources.Diagnostics.Errors,
                error => error.Code == "MM156" && error.Path.Contains("/open/", StringComparison.Ordinal));
            Assert.DoesNotContain(
                resources.Clusters.SelectMany(cluster => cluster.Objects),
                value => value is AuthorizationPolicy { Selector.MatchLabels: var labels } && labels.GetValueOrDefault("app") == "ledger");
        }
    }

    [Fact]
    public void No_guardrail_lands_in_a_root_namespace_or_where_Istio_may_run()
    {
        Inventory observed = Teams.Observed(cluster =>
            cluster.AddNamespace("mesh-config").AddNamespace("istio-canary").AddNamespace("mesh-mine"));
        Inventory inventory = observed with
        {
            Clusters = observed.Clusters.Select(cluster => cluster with
            {
                MeshConfig = new MeshConfigInfo { RootNamespace = "mesh-config" },
                IstioNamespaces = ["istio-system", "istio-canary"],
            }).ToValueList(),
        };
        Workspace evil = Teams.Evil with
        {
            Namespaces = [new("*", "evil"), new("*", "mesh-*"), new("*", "istio-c*")],
            Security = new SecuritySettings
            {
                MutualTls = MutualTlsPolicy.Required,
                Access = new AccessSettings { Scope = AccessScope.Workspace },
                Reachability = new AccessSettings { Scope = AccessScope.Workspace },
            },
        };

        MeshResources resources = Teams.Generate(Teams.With(evil), inventory);

        string[] places = [.. resources.Clusters.SelectMany(cluster => cluster.Objects)
            .Where(value => value is PeerAuthentication or AuthorizationPolicy or Api.Sidecar
                && value.Metadata.Labels.GetValueOrDefault("multicluster.mesh/tenant") == "evil")
            .Select(value => value.Metadata.Namespace!).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["evil", "mesh-mine"], places);
    }

    [Fact]
    public void Whoever_permits_a_workspace_in_error_goes_on_permitting_it()
    {
        MeshResources honest = Teams.Generate(Permitting(Teams.Evil), Teams.Observed());
        MeshResources wrong = Teams.Generate(Permitting(EvilWith(gateway => gateway with { Servers = [Web("not a host")] })),
            Teams.Observed());

        Assert.Contains("cluster.local/ns/evil/sa/*", Teams.OfOthers(honest), StringComparison.Ordinal);
        Assert.Equal(Teams.OfOthers(honest), Teams.OfOthers(wrong));
        AssertNothingOfEvil(wrong);
    }

    [Fact]
    public void A_name_that_looks_like_the_path_of_another_holds_nobody_else()
    {
        foreach (string name in (string[])["a/b", "team/gateways", "../../bank/workspaces/login", "*", "tenants/bank/workspaces/login", ""])
        {
            MeshResources resources = Teams.Generate(Teams.With(Teams.Evil with { Name = name }), Teams.Observed());

            Assert.All(resources.Diagnostics.Errors,
                error => Assert.StartsWith("tenants/evil/workspaces/", error.Path, StringComparison.Ordinal));
            AssertNothingOfEvil(resources);
        }

        var tenant = new Tenant { Name = "bank/workspaces/login", Workspaces = [Teams.Evil] };
        MeshResources byTenant = Teams.Generate(new MeshModel(Teams.Without with { Tenants = [tenant, tenant, Teams.Bank, Teams.Shop] }),
            Teams.Observed());
        Assert.DoesNotContain(
            byTenant.Diagnostics.Errors, error => !error.Path.StartsWith("tenants/bank%2Fworkspaces%2Flogin", StringComparison.Ordinal));
        Assert.Contains("login.bank.example.com", Teams.OfOthers(byTenant), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_fact_of_one_service_holds_its_owner_only()
    {
        Diagnostic wrong = InventoryDiagnostics.WrongField.At("aws/objects.yaml", "port 0", "") with { Concerns = ["aws/evil"] };
        Inventory inventory = Teams.Observed() with { Diagnostics = new DiagnosticList([wrong]) };

        Diagnostic found = Assert.Single(Teams.Generate(Teams.With(Teams.Evil), inventory).Diagnostics.Errors);
        var guard = new RemovalGuard([found]);

        Assert.Equal(["tenants/evil/workspaces/team"], found.Concerns);
        Assert.Null(guard.Refusal);
        Assert.NotNull(guard.HoldOf("evil", "team"));
        Assert.Null(guard.HoldOf("bank", "login"));
    }

    [Fact]
    public void A_wrong_fact_of_a_namespace_that_is_nobodys_is_a_warning()
    {
        Diagnostic wrong = InventoryDiagnostics.WrongField.At("aws/objects.yaml", "port 0", "") with { Concerns = ["aws/free"] };

        MeshResources resources = Teams.Generate(Teams.With(Teams.Evil),
            Teams.Observed() with { Diagnostics = new DiagnosticList([wrong]) });

        Assert.Empty(resources.Diagnostics.Errors);
        Assert.Contains(resources.Diagnostics.Warnings, finding => finding.Code == "MI003");
    }

    // The bank permits the other's workspace by its path.
    private static MeshModel Permitting(Workspace evil)
    {
        Organization organization = Teams.With(evil).Organization;
        var access = new AccessSettings
        {
            Scope = AccessScope.Tenant,
            Others = ["tenants/shop/workspaces/cart", "tenants/evil/workspaces/team"]
        };
        return new MeshModel(organization with
        {
            Tenants = organization.Tenants.Select(tenant =>
                tenant.Name == "bank" ? tenant with { Security = tenant.Security! with { Access = access } } : tenant)
                .ToValueList(),
        });
    }

    private static string Honest() => Teams.OfOthers(Teams.Generate(new MeshModel(Teams.Without), Teams.Observed()));

    private static void AssertNothingOfEvil(MeshResources resources) => Assert.DoesNotContain(
        resources.Clusters.SelectMany(cluster => cluster.Objects),
        value => value.Metadata.Labels.GetValueOrDefault("multicluster.mesh/tenant") == "evil");

    private static Workspace EvilWith(Func<WorkspaceGateway, WorkspaceGateway> change) =>
        Teams.Evil with { Gateways = [change(Teams.Evil.Gateways[0])] };

    private static HttpServer Web(string host) => new() { Name = "web", Hostname = host, Routes = [Teams.To("web", 8080)] };

    private static ValueMap<string> Labels(string[] labels) =>
        labels.Select(text => text.Split('=')).Select(parts => new KeyValuePair<string, string>(parts[0], parts[1])).ToValueMap();
}
