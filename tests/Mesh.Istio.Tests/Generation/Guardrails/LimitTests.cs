using CsCheck;
using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Access;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Forecasting;
using Mesh.Istio.Tests.Golden;

namespace Mesh.Istio.Tests.Generation.Guardrails;

/// <summary>Whoever may not call a workspace reaches it by no way, and whoever may reaches it by every one.</summary>
public class LimitTests
{
    [Fact]
    public void Everybody_is_admitted_or_denied_as_the_model_says() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            LimitedMesh mesh = LimitedMesh.Random(seed);
            MeshResources resources = new IstioGenerator().Generate(mesh.Model, mesh.Inventory);
            Assert.DoesNotContain(resources.Diagnostics, finding => finding.Severity == Mesh.Diagnostics.DiagnosticSeverity.Error);
            var forecaster = new Forecaster(resources, mesh.Inventory);
            Workspace[] workspaces = [.. mesh.Model.Organization.Tenants.SelectMany(tenant => tenant.Workspaces)];
            foreach (Workspace called in workspaces)
            {
                GatewayServer server = called.Gateways[0].Servers[0];
                (string service, int port) = server is TcpServer ? ("db", 9000) : ("api", 80);
                foreach (Workspace caller in workspaces)
                {
                    CallVerdict expected = mesh.Permits(caller, called) ? CallVerdict.Allowed : CallVerdict.Denied;
                    foreach (string cluster in LimitedMesh.Clusters)
                    {
                        ForecastClient client = forecaster.ForClient(cluster, $"{caller.Name}/caller-0");
                        Check(client.To(server.Hostname, server.Port), expected);
                        Check(client.To($"{service}.{called.Name}", port), expected);
                    }
                }
            }
        },
        iter: 25);

    [Fact]
    public void Gateways_reach_what_they_route_to_and_nothing_else_of_a_workspace()
    {
        MeshModel model = Shop(s => s.WithAccess(AccessScope.Workspace));
        MeshResources resources = new IstioGenerator().Generate(model, Observed);
        AuthorizationPolicy gateways = resources["aws"].OfType<AuthorizationPolicy>()
            .Single(policy => policy.Metadata.Name == "allow-gateways-api");

        Assert.Equal(["td-aws/ns/gateways/sa/in", "td-gcp/ns/gateways/sa/in"], gateways.Rules!.Value[0].From[0].Source!.Principals);
        Assert.Equal(["8080"], gateways.Rules!.Value[0].To[0].Operation!.Ports);
        Assert.DoesNotContain(resources["aws"].OfType<AuthorizationPolicy>(), policy => policy.Metadata.Name == "allow-gateways-db");
    }

    [Fact]
    public void A_gateway_refuses_who_may_not_call_its_host_and_lets_outside_callers_of_an_HTTPS_port_in()
    {
        AuthorizationPolicy deny = Deny(Shop(s => s.WithAccess(AccessScope.Workspace)), Observed);
        AuthorizationRule rule = Assert.Single(deny.Rules!.Value);

        Assert.Equal(("gateways", "app=in"),
            (deny.Metadata.Namespace, string.Join(',', deny.Selector!.MatchLabels.Select(label => $"{label.Key}={label.Value}"))));
        Assert.Equal(["td-aws/ns/shop/sa/*", "td-gcp/ns/shop/sa/*"], rule.From[0].Source!.NotPrincipals);
        Assert.Equal(("connection.sni", "api.example.com"), (rule.When[0].Key, Assert.Single(rule.When[0].Values)));
        Assert.Equal(["8443"], rule.To[0].Operation!.NotPorts);
    }

    [Fact]
    public void Where_nobody_is_permitted_everybody_is_refused_at_the_gateway()
    {
        AuthorizationRule rule = Assert.Single(Deny(Shop(s => s.WithAccess(AccessScope.Listed)), Observed).Rules!.Value);

        Assert.Empty(rule.From);
        Assert.Single(rule.When);
    }

    [Fact]
    public void Trust_domains_that_every_cluster_takes_for_the_same_are_named_once()
    {
        Inventory same = Observed with
        {
            Clusters = Observed.Clusters.Select(cluster => cluster with
            {
                MeshConfig =
                new() { TrustDomain = $"td-{cluster.Name}", TrustDomainAliases = ["td-aws", "td-gcp"] }
            }).ToValueList(),
        };
        Inventory half = Observed with
        {
            Clusters = Observed.Clusters.Select(cluster => cluster with
            {
                MeshConfig =
                new() { TrustDomain = $"td-{cluster.Name}", TrustDomainAliases = cluster.Name == "aws" ? ["td-gcp"] : [] }
            }).ToValueList(),
        };

        Assert.Equal(["td-aws/ns/shop/sa/*"],
            Deny(Shop(s => s.WithAccess(AccessScope.Workspace)), same).Rules!.Value[0].From[0].Source!.NotPrincipals);
        Assert.Equal(2, Deny(Shop(s => s.WithAccess(AccessScope.Workspace)), half).Rules!.Value[0].From[0].Source!.NotPrincipals.Count);
    }

    [Fact]
    public void A_host_for_the_mesh_has_no_declared_port_and_no_way_around_the_limit()
    {
        MeshModel model = Shop(
            s => s.WithAccess(AccessScope.Workspace),
            g => g.AddHttpsServer("api", "api.example.com", s => s.WithTls("cert").MeshOnly(8443).RouteTo("shop/api", 80)));
        MeshResources resources = new IstioGenerator().Generate(model, Observed);
        Gateway gateway = resources["aws"].OfType<Gateway>().Single();
        VirtualService routes = resources["aws"].OfType<VirtualService>().Single(each => !each.Gateways.IsEmpty);

        Assert.Equal([15443u], gateway.Servers.Select(server => server.Port!.Number));
        Assert.All(routes.Http.SelectMany(route => route.Match), match => Assert.Equal(15443u, match.Port));
        Assert.Equal(8443u, resources["aws"].OfType<ServiceEntry>().Single().Ports[0].Number);
        Assert.Empty(Deny(model, Observed).Rules!.Value[0].To);
        Assert.DoesNotContain(resources.Diagnostics, finding => finding.Code is "MG080" or "MG006");
    }

    [Fact]
    public void A_host_is_exported_to_those_who_see_it_and_the_shared_namespace()
    {
        MeshModel model = Shop(
            s => s.WithReachability(AccessScope.Unlimited),
            g => g.AddHttpServer("api", "api.example.com", s => s.VisibleTo("tenants/dev/workspaces/ads").RouteTo("shop/api", 80))
                .AddHttpServer("own", "own.example.com", s => s.VisibleTo().RouteTo("shop/api", 80)));
        MeshResources resources = new IstioGenerator().Generate(model, Observed);
        ValueList<string>[] Scopes(string host) =>
        [
            resources["aws"].OfType<ServiceEntry>().Single(entry => entry.Hosts.Contains(host)).ExportTo,
            resources["aws"].OfType<DestinationRule>().Single(rule => rule.Host == host).ExportTo,
            resources["aws"].OfType<VirtualService>().Single(each => each.Gateways.IsEmpty && each.Hosts.Contains(host)).ExportTo,
        ];

        Assert.All(Scopes("api.example.com"), scopes => Assert.Equal(["ads", "mesh-multicluster", "shop"], scopes));
        Assert.All(Scopes("own.example.com"), scopes => Assert.Equal(["mesh-multicluster", "shop"], scopes));
    }

    [Theory]
    [InlineData("guardrails")]
    [InlineData("mesh-only")]
    [InlineData("restricted")]
    [InlineData("restricted-edge")]
    public void Callers_of_golden_cases_are_admitted_or_denied_as_the_model_says(string name)
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == name);
        MeshModel model = golden.Model();
        Inventory inventory = ForecastCases.Alone(golden.Inventory());
        var forecaster = new Forecaster(new IstioGenerator().Generate(model, inventory), inventory);
        Tenant tenant = Assert.Single(model.Organization.Tenants);
        var verdicts = new HashSet<CallVerdict>();
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            foreach (WorkloadInfo pod in cluster.Workloads.Where(pod => pod.InMesh && !tenant.Workspaces.SelectMany(
                workspace => workspace.Gateways).Any(gateway => LabelMatch.Matches(gateway.Workload, pod.Labels))))
            {
                Workspace? caller = tenant.Workspaces.SingleOrDefault(
                    workspace => workspace.Namespaces.Any(selector => selector.Matches(cluster.Name, pod.Namespace)));
                ForecastClient client = forecaster.ForClient(cluster.Name, $"{pod.Namespace}/{pod.Name}");
                foreach ((Workspace called, GatewayServer server) in tenant.Workspaces.SelectMany(
                    workspace => workspace.Gateways.SelectMany(gateway => gateway.Servers).Where(server => !IsEdge(server)).Select(
                        server => (workspace, server))))
                {
                    CallVerdict expected = !Knows(model, tenant, caller, called, server) ? CallVerdict.Unknown
                        : Permits(EffectiveSecurity.Of(model.Organization, tenant, called).Access, caller, called)
                            ? CallVerdict.Allowed : CallVerdict.Denied;
                    Check(client.To(server.Hostname, server.Port), expected);
                    verdicts.Add(expected);
                }
            }
        }

        Assert.Contains(CallVerdict.Allowed, verdicts);
    }

    private static bool IsEdge(GatewayServer server) =>
        server is HttpServer http && http.Routes.Any(route => route.Action is ClusterAction)
        || server is HttpsServer https && https.Routes.Any(route => route.Action is ClusterAction);

    private static bool Permits(ValueList<AccessSettings> all, Workspace? caller, Workspace called) => all.All(settings =>
        settings.Scope == AccessScope.Unlimited
        || (caller is not null && (settings.Others.Contains(PathOf(caller)) || settings.Scope == AccessScope.Tenant
            || (settings.Scope == AccessScope.Workspace && caller == called))));

    // What is hidden is no host to the caller.
    private static bool Knows(MeshModel model, Tenant tenant, Workspace? caller, Workspace called, GatewayServer server) =>
        caller == called
        || ((server.VisibleTo is null || (caller is not null && server.VisibleTo.Value.Contains(PathOf(caller))))
            && (caller is null || Permits(EffectiveSecurity.Of(model.Organization, tenant, caller).Reachability, called, caller)));

    private static string PathOf(Workspace workspace) => $"tenants/dev/workspaces/{workspace.Name}";

    private static void Check(ForecastQuery query, CallVerdict expected)
    {
        AccessAnswer answer = query.MayCall();

        Assert.True(answer.Verdict == expected, $"{expected} was expected.\n{answer}");
    }

    internal static Inventory Observed { get; } = InventoryOf("api", "db");

    internal static MeshModel Shop(Action<SecurityBuilder> security, Action<GatewayBuilder>? gateway = null) => new MeshBuilder("o")
        .AddCluster("aws", c => c.WithTrustDomain("td-aws"))
        .AddCluster("gcp", c => c.WithTrustDomain("td-gcp"))
        .AddTenant("dev", t => t
            .AddWorkspace("shop", w => w
                .WithNamespaces("*/shop").WithSharedNamespaces("*/gateways")
                .WithSecurity(security)
                .AddGateway("in", g =>
                {
                    g.InNamespace("gateways").WithWorkload("app", "in");
                    (gateway ?? (each => each.AddHttpsServer("api", "api.example.com", s => s.WithTls("cert").RouteTo("shop/api", 80))))(g);
                }))
            .AddWorkspace("ads", w => w.WithNamespaces("*/ads")))
        .Build();

    private static AuthorizationPolicy Deny(MeshModel model, Inventory inventory) => new IstioGenerator().Generate(model, inventory)["aws"]
        .OfType<AuthorizationPolicy>().Single(policy => policy.Action == AuthorizationAction.Deny);

    private static Inventory InventoryOf(params string[] services)
    {
        var builder = new InventoryBuilder();
        foreach ((string name, int n) in LimitedMesh.Clusters.Select((name, i) => (name, i + 1)))
        {
            builder.AddCluster(name, cluster =>
            {
                cluster.WithRegion(name).WithIstioClusterId(name).WithTrustDomain($"td-{name}").AddNamespace("istio-system")
                    .AddNamespace("gateways").AddNamespace("shop").AddNamespace("ads")
                    .AddService("gateways", "in", s => s.WithSelector("app", "in").WithPort(80, "http", "8080").WithPort(
                        443, "https", "https").WithPort(15443, "mesh").WithClusterIp($"10.{n}.0.1").WithExternalAddress($"203.0.113.{n}"))
                    .AddWorkload("gateways", "in-0", p =>
                        p.WithLabel("app", "in").WithServiceAccount("in").WithPort("https", 8443).AsGateway().WithAddress($"10.{n}.1.1"))
                    .AddWorkload("ads", "banner-0", p =>
                        p.WithLabel("app", "banner").WithServiceAccount("banner").WithAddress($"10.{n}.1.9"));
                for (int i = 0; i < services.Length; i++)
                {
                    int k = i + 2;
                    string service = services[i];
                    cluster.AddService("shop", service, s =>
                        s.WithSelector("app", service).WithPort(80, "http", "8080").WithClusterIp($"10.{n}.0.{k}"))
                        .AddWorkload("shop", $"{service}-0", p =>
                            p.WithLabel("app", service).WithServiceAccount(service).WithAddress($"10.{n}.1.{k}"));
                }
            });
        }

        return builder.Build();
    }
}
