using Mesh.Inventories;
using Mesh.Istio.Access;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Comparison;
using Mesh.Istio.Resources;
using static Mesh.Istio.Tests.Access.AccessMeshes;

namespace Mesh.Istio.Tests.Access;

public class ResourceReviewTests
{
    private static readonly AccessReview Review = new(Model);

    [Fact]
    public void In_the_objects_a_security_admin_renews_a_certificate_and_touches_no_route_and_no_host()
    {
        Gateway before = Ingress("web-cert", "web.example.com");

        Assert.True(Review.Check(Security, Set(before), Set(Ingress("web-cert-2", "web.example.com"))).IsAllowed);
        DeniedChange denied = Assert.Single(
            Review.Check(Security, Set(before), Set(Ingress("web-cert-2", "evil.example.com"))).Denied);
        Assert.Equal("aws Gateway bookinfo/ingress spec.servers[0].hosts", denied.Path);
        Assert.Equal(("""["web.example.com"]""", """["evil.example.com"]"""), (denied.Old, denied.New));
        Assert.Equal((Books, FieldGroup.Hosts), (denied.Place, denied.Group));
        Assert.Contains("user ed", denied.WhoCan.Select(holder => holder.Name));
    }

    [Fact]
    public void A_plan_has_the_same_verdicts()
    {
        Gateway live = Ingress("web-cert", "web.example.com");
        Gateway certificate = Ingress("web-cert-2", "web.example.com"), host = Ingress("web-cert-2", "evil.example.com");

        Assert.Equal("", string.Join(";", Review.Check(Security, Plan(live, certificate), Set(certificate)).Denied));
        Assert.Equal(
            ["aws Gateway bookinfo/ingress spec.servers[0].hosts[0]"],
            Review.Check(Security, Plan(live, host), Set(host)).Denied.Select(denied => denied.Path));
        Assert.Equal("", string.Join(";", Review.Check(Editor, Plan(live, host), Set(host)).Denied));
        Assert.False(Review.Check(Security, Plan(null, host), Set(host)).IsAllowed);
        Assert.Equal("", string.Join(";", Review.Check(Editor, Plan(null, host), Set(host)).Denied));
        Assert.Equal([AccessVerb.Delete], Review.Check(Editor, Plan(live, null), Set()).Denied.Select(denied => denied.Verb));
    }

    [Fact]
    public void A_whole_server_that_a_plan_adds_is_all_of_its_groups()
    {
        Gateway one = Ingress("web-cert", "web.example.com");
        Gateway two = one with { Servers = one.Servers.AddRange(Ingress("more-cert", "more.example.com").Servers) };

        Assert.Equal(
            [FieldGroup.Tls, FieldGroup.Routing, FieldGroup.Hosts],
            Review.Check(Security, Plan(one, two), Set(two)).Denied.Select(denied => denied.Group!.Value).Distinct().Order());
    }

    [Fact]
    public void Objects_of_others_and_of_nobody_are_judged_there()
    {
        AuthorizationPolicy here = Policy("bookinfo"), there = Policy("shop"), nowhere = Policy("istio-system");

        Assert.True(Review.Check(Owner, Set(), Set(here)).IsAllowed);
        Assert.All(
            Review.Check(Owner, Set(), Set(there)).Denied, denied => Assert.Equal("tenants/dev/workspaces/shop", denied.Place));
        Assert.All(Review.Check(Owner, Set(), Set(nowhere)).Denied, denied => Assert.Equal("", denied.Place));
        Assert.False(Review.Check(Owner, Set(), Set(nowhere)).IsAllowed);
        Assert.True(Review.Check(Admin, Set(), Set(nowhere, new Namespace { Metadata = new() { Name = "new" } })).IsAllowed);
        Assert.False(Review.Check(Owner, Set(), Set(new Namespace { Metadata = new() { Name = "new" } })).IsAllowed);
    }

    [Theory]
    [InlineData(new[] { "." }, true)]
    [InlineData(new[] { "bookinfo", "~" }, true)]
    [InlineData(new[] { "shop" }, false)]
    [InlineData(new[] { "*" }, false)]
    [InlineData(new string[0], false)]
    public void An_export_to_others_needs_a_right_at_theirs(string[] exportTo, bool isAllowed)
    {
        var service = new VirtualService
        {
            Metadata = new() { Name = "web", Namespace = "bookinfo" },
            Hosts = ["web.example.com"],
            ExportTo = [.. exportTo],
        };

        Assert.Equal(isAllowed, Review.Check(Owner, Set(), Set(service)).IsAllowed);
        Assert.True(Review.Check(Admin, Set(), Set(service)).IsAllowed);
    }

    [Fact]
    public void What_is_generated_in_a_shared_namespace_is_of_whom_it_is_generated_for()
    {
        Inventory inventory = new InventoryBuilder()
            .AddCluster("aws", c => WithBookinfo(c, "203.0.113.10")).AddCluster("gcp", c => WithBookinfo(c, "198.51.100.20"))
            .AddCluster("azure", _ => { }).Build();
        var generator = new IstioGenerator();
        MeshResources before = generator.Generate(Model, inventory);
        MeshResources after = generator.Generate(
            ChangeWeb(web => web with { Settings = new TrafficSettings { RequestTimeout = TimeSpan.FromSeconds(2) } }), inventory);

        Assert.NotEqual(before, after);
        Assert.Contains(before["aws"], value => value.Metadata.Namespace == "mesh-multicluster");
        Assert.Equal("", Review.Check(Traffic, before, after).Denied.Select(denied => denied.ToString()).FirstOrDefault() ?? "");
        Assert.False(Review.Check(Security, before, after).IsAllowed);
    }

    private static void WithBookinfo(InventoryClusterBuilder cluster, string address) => cluster
        .AddNamespace("bookinfo")
        .AddGateway("bookinfo", "ingress", g => g
            .WithWorkload("app", "ingress").WithClusterIp("10.96.0.50").WithExternalAddress(address).WithPorts(443, 15443)
            .WithServiceAccount("ingress"))
        .AddService("bookinfo", "web", s => s.WithSelector("app", "web").WithPort(9080, "http").WithClusterIp("10.96.0.10"));

    private static Gateway Ingress(string certificate, string host) => new()
    {
        Metadata = new() { Name = "ingress", Namespace = "bookinfo" },
        Selector = [new("app", "ingress")],
        Servers =
        [
            new Server
            {
                Port = new Port { Number = 443, Name = "https", Protocol = "HTTPS" },
                Hosts = [host],
                Tls = new ServerTlsSettings { Mode = ServerTlsMode.Simple, CredentialName = certificate },
            },
        ],
    };

    private static AuthorizationPolicy Policy(string namespaceName) =>
        new() { Metadata = new() { Name = "allow", Namespace = namespaceName } };

    private static MeshResources Set(params IstioObject[] objects) =>
        new() { Clusters = [new ClusterResources("aws") { Objects = [.. objects] }] };

    private static ApplyPlan Plan(IstioObject? live, IstioObject? desired) => new()
    {
        Clusters =
        [
            new ClusterPlan("aws")
            {
                Objects =
                [
                    new PlannedObject
                    {
                        Cluster = "aws",
                        Kind = (desired ?? live)!.Kind,
                        Namespace = (desired ?? live)!.Metadata.Namespace,
                        Name = (desired ?? live)!.Metadata.Name,
                        Action = live is null ? PlannedAction.Create : desired is null ? PlannedAction.Delete : PlannedAction.Update,
                        Fields = live is null || desired is null ? default : FieldComparer.Compare(desired, live, null, knowsLast: false),
                    },
                ],
            },
        ],
    };
}
