using Mesh.Abstractions.Tests.Validation;
using Mesh.Diagnostics;

namespace Mesh.Abstractions.Tests.Building;

/// <summary>What a builder says of wrong input and of misuse.</summary>
public partial class MeshBuilderTests
{
    [Fact]
    public void Drain_and_Evacuate_set_the_state_of_clusters_added_before_or_after()
    {
        MeshModel model = new MeshBuilder("tetrate")
            .AddCluster("aws")
            .Drain("aws")
            .Evacuate("gcp", "eu")
            .AddCluster("gcp")
            .AddCluster("eu")
            .AddCluster("ap")
            .Build();

        Assert.Equal(
            [ClusterState.Drained, ClusterState.Evacuated, ClusterState.Evacuated, null],
            model.Organization.Clusters.Select(cluster => cluster.State));
    }

    [Fact]
    public void Draining_an_unknown_cluster_is_told_once()
    {
        Assert.False(new MeshBuilder("tetrate").AddCluster("aws").Drain("asw").TryBuild(out _, out DiagnosticList found));

        Assert.Equal(("MM015", "clusters/asw/state"), Assert.Single(found.Select(finding => (finding.Code, finding.Path))));
    }

    [Fact]
    public void All_mistakes_are_collected_with_their_paths()
    {
        bool isBuilt = new MeshBuilder("tetrate")
            .AddCluster("aws", c => c.WithIstioVersion("abc"))
            .AddTenant("dev", t => t.AddWorkspace("bookinfo", w => w
                .WithNamespaces("x", "*/backend")
                .AddGateway("ingress-bookinfo", g => g.InNamespace("backend").WithWorkload("app", "i")
                    .AddHttpServer("details", "Details", s => s
                        .AddRoute(r => r.WhenPath("/a").WhenPath("/b").RespondWith(200))
                        .RouteTo("details", 9080).RespondWith(503)))))
            .TryBuild(out MeshModel? model, out DiagnosticList found);

        Assert.False(isBuilt);
        Assert.Null(model);
        const string Server = "tenants/dev/workspaces/bookinfo/gateways/ingress-bookinfo/servers/details";
        Assert.Equal(
        [
            ("clusters/aws/istioVersion", "MM023"),
            ($"{Server}/hostname", "MM040"),
            ($"{Server}/routes", "MM073"),
            ($"{Server}/routes/0/matches/0", "MM060"),
            ("tenants/dev/workspaces/bookinfo/namespaces/0", "MM010"),
        ], found.Select(finding => (finding.Path, finding.Code)));
    }

    [Fact]
    public void Build_throws_one_exception_that_holds_and_names_everything()
    {
        MeshModelException exception = Assert.Throws<MeshModelException>(() => new MeshBuilder("O").Build());

        Assert.Equal(["MM003", "MM001"], exception.Diagnostics.Select(finding => finding.Code));
        Assert.Equal("The model has 2 errors:\n" + exception.Diagnostics, exception.Message);
    }

    [Fact]
    public void A_builder_works_once()
    {
        MeshBuilder mesh = new MeshBuilder("o").AddCluster("aws");
        _ = mesh.Build();

        Assert.Throws<InvalidOperationException>(() => mesh.Build());
        Assert.Throws<InvalidOperationException>(() => mesh.TryBuild(out _, out _));
        Assert.Throws<InvalidOperationException>(() => mesh.AddCluster("gcp"));
        Assert.Throws<InvalidOperationException>(() => mesh.WithLabel("a", "b"));
        Assert.Throws<InvalidOperationException>(() => mesh.WithRetries(r => r.Off()));
    }

    [Fact]
    public void A_child_cannot_be_changed_after_its_function_has_returned()
    {
        TenantBuilder? tenant = null;
        RouteBuilder? route = null;
        OutlierDetectionBuilder? outlier = null;
        _ = Build(
            g => g.AddHttpServer(
                "s", "s.example.com", s => s.AddRoute(r => (route = r).RouteTo("a", 1)).WithOutlierDetection(o => outlier = o)));
        new MeshBuilder("o").AddTenant("t", t => tenant = t);

        Assert.Throws<InvalidOperationException>(() => tenant!.AddWorkspace("w", _ => { }));
        Assert.Throws<InvalidOperationException>(() => route!.RouteTo("b", 2));
        Assert.Throws<InvalidOperationException>(() => outlier!.WithMaxEjectionPercent(1));
    }

    [Fact]
    public void Null_is_misuse()
    {
        Assert.Throws<ArgumentNullException>(() => new MeshBuilder(null!));
        Assert.Throws<ArgumentNullException>(() => new MeshBuilder("o").AddTenant("t", null!));
        Assert.Throws<ArgumentNullException>(() => new MeshBuilder("o").AddCluster("c", c => c.WithIstioVersion(null!)));
        Assert.Throws<ArgumentNullException>(() => Build(g => g.AddHttpServer("s", null!, _ => { })));
        Assert.Throws<ArgumentNullException>(() => new MeshBuilder("o").WithFailover(f => f.Prefer("a", null!)));
    }

    [Fact]
    public void With_changes_a_copy_and_keeps_equality()
    {
        MeshModel model = Valid.With(Valid.Org);
        MeshModel renamed = model with { Organization = model.Organization with { Name = "other" } };

        Assert.NotEqual(model, renamed);
        Assert.Equal("tetrate", model.Organization.Name);
        MeshModel back = renamed with { Organization = renamed.Organization with { Name = "tetrate" } };
        Assert.Equal(model, back);
        Assert.Equal(model.GetHashCode(), back.GetHashCode());
    }

    [Fact]
    public void A_route_to_clusters_and_to_a_service_is_told()
    {
        Assert.False(new MeshBuilder("o").AddCluster("aws")
            .AddTenant("t", t => t.AddWorkspace("w", w => w
                .WithNamespaces("*/w")
                .AddGateway("g", g => g
                    .InNamespace("w").WithWorkload("app", "g")
                    .AddHttpServer("a", "a.example.com", s => s.AddRoute(r => r.RouteTo("a", 80).RouteToClusters())))))
            .TryBuild(out _, out DiagnosticList found));

        Assert.Contains(found, finding => finding.Code == "MM073");
    }
}
