using Mesh.Annotations;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Validation;

namespace Mesh.Abstractions.Tests.Annotations;

public partial class ServiceAnnotationsTests
{
    private const string Prefix = "multicluster.mesh";

    private static MeshModel Model => new MeshBuilder("tetrate")
        .AddCluster("aws").AddCluster("gcp").AddCluster("azure")
        .AddTenant("dev", t => t.AddWorkspace("bookinfo", w => w
            .WithNamespaces("*/backend").WithDomains("*.example.com")
            .AddGateway("ingress", g => g.InNamespace("backend").WithWorkload("app", "ingress")
                .AddHttpServer("reviews", "reviews.example.com", s => s.RouteTo("reviews", 9080)))
            .WithEastWestGateway("backend", e => e.WithWorkload("app", "ingress").Services("reviews"))))
        .Build();

    [Fact]
    public void Without_annotations_the_model_stays() => Assert.Equal(new AnnotatedModel(Model, DiagnosticList.Empty),
        Model.WithServiceAnnotations(Observed(new ServiceInfo { Name = "details", Namespace = "backend" })));

    [Fact]
    public void A_host_is_served_by_the_only_gateway_on_the_only_port()
    {
        Workspace workspace = Follow(("host", "details.example.com"));

        var server = Assert.IsType<HttpServer>(workspace.Gateways[0].Servers[1]);
        Assert.Equal(("details", "details.example.com", 80), (server.Name, server.Hostname, server.Port));
        ServiceDestination destination = Assert.IsType<ForwardAction>(server.Routes[0].Action).Destinations[0];
        Assert.Equal(("backend/details", 9080), (destination.Service, destination.Port));
        Assert.Null(server.Settings);
        Assert.Single(workspace.EastWestGateways);
    }

    [Fact]
    public void An_exposed_service_joins_the_east_west_gateway()
    {
        Assert.Equal(["reviews", "backend/details"], Assert.Single(Follow(("expose", "true")).EastWestGateways).Services);
        Assert.Equal(["reviews", "backend/details"], Assert.Single(Follow(("expose", "east-west")).EastWestGateways).Services);
        Assert.Equal(["reviews"], Assert.Single(Follow(("expose", "false")).EastWestGateways).Services);
    }

    [Fact]
    public void A_fallback_is_an_order_after_the_own_cluster()
    {
        Workspace workspace = Follow(("host", "details.example.com"), ("expose", "true"), ("fallback", "gcp, azure"));

        var expected = new FailoverSettings
        {
            LocalFirst = true,
            Order = [new FailoverTier([new TierCluster("gcp")]), new FailoverTier([new TierCluster("azure")])]
        };
        Assert.Equal(expected, workspace.Gateways[0].Servers[1].Settings?.Failover);
        Assert.Equal(["east-west", "east-west-details"], workspace.EastWestGateways.Select(gateway => gateway.Name));
        Assert.Equal((expected, "backend/details"),
            (workspace.EastWestGateways[1].Settings?.Failover, Assert.Single(workspace.EastWestGateways[1].Services)));
    }

    [Fact]
    public void What_is_added_is_valid()
    {
        AnnotatedModel annotated =
            Model.WithServiceAnnotations(Observed(Details(("host", "details.example.com"), ("expose", "true"), ("fallback", "gcp"))));

        Assert.Equal("", annotated.Diagnostics.ToString());
        Assert.Equal("", ModelValidator.Validate(annotated.Model).ToString());
    }

    [Fact]
    public void What_the_model_says_itself_stays()
    {
        ServiceInfo reviews = Details(("host", "reviews.example.com"), ("expose", "true"), ("fallback", "gcp")) with { Name = "reviews" };

        Assert.Equal(new AnnotatedModel(Model, DiagnosticList.Empty), Model.WithServiceAnnotations(Observed(reviews)));
    }

    [Fact]
    public void Labels_count_where_no_annotation_does_and_the_prefix_can_be_another()
    {
        ServiceInfo labelled = Details() with
        {
            Labels = [new("acme.example/expose", "true"),
            new("acme.example/host", "label.example.com")],
            Annotations = [new("acme.example/host", "annotation.example.com")]
        };

        Workspace workspace = Model.WithServiceAnnotations(Observed(labelled), "acme.example").Model.Organization.Tenants[0].Workspaces[0];

        Assert.Equal("annotation.example.com", workspace.Gateways[0].Servers[1].Hostname);
        Assert.Equal(["reviews", "backend/details"], workspace.EastWestGateways[0].Services);
    }

    [Theory]
    [InlineData("MM163", "services/backend/details", "host=details.example.com", "fallback=mars")]
    [InlineData("MM163", "services/backend/details", "host=details.example.com", "port=1")]
    [InlineData("MM162", "services/backend/details", "host=details.example.com", "gateway=egress")]
    [InlineData("MM162", "services/backend/details", "expose=west-east")]
    public void What_cannot_be_followed_is_told_and_left_out(string code, string path, params string[] annotations)
    {
        AnnotatedModel annotated =
            Model.WithServiceAnnotations(Observed(Details([.. annotations.Select(text => (text.Split('=')[0], text.Split('=')[1]))])));

        Diagnostic finding = Assert.Single(annotated.Diagnostics);
        Assert.Equal((code, path), (finding.Code, finding.Path));
        Assert.Equal(Model, annotated.Model);
    }

    [Fact]
    public void A_service_of_no_workspace_is_told()
    {
        AnnotatedModel annotated =
            Model.WithServiceAnnotations(Observed(Details(("host", "a.example.com")) with { Namespace = "elsewhere" }));

        Assert.Equal(("MM160", "clusters/aws/services/elsewhere/details"),
            (Assert.Single(annotated.Diagnostics).Code, annotated.Diagnostics[0].Path));
        Assert.Equal(Model, annotated.Model);
    }

    [Fact]
    public void The_same_service_in_several_clusters_is_one_wish_and_the_first_cluster_counts()
    {
        ServiceInfo one = Details(("host", "one.example.com")), other = Details(("host", "other.example.com"));

        AnnotatedModel same = Model.WithServiceAnnotations(new Inventory { Clusters = [Cluster("aws", one), Cluster("gcp", one)] });
        AnnotatedModel different = Model.WithServiceAnnotations(new Inventory { Clusters = [Cluster("gcp", other), Cluster("aws", one)] });

        Assert.Empty(same.Diagnostics);
        Assert.Equal(("MM161", "clusters/aws/services/backend/details"),
            (Assert.Single(different.Diagnostics).Code, different.Diagnostics[0].Path));
        Assert.Equal(same.Model, different.Model);
    }

    [Theory]
    [InlineData("host=x")]
    [InlineData("host=*.example.com")]
    [InlineData("host=Details.Example.com")]
    [InlineData("host=https://details.example.com")]
    [InlineData("host=10.0.0.1")]
    [InlineData("host=details.example.com.")]
    [InlineData("host=a234567890123456789012345678901234567890123456789012345678901234.example.com")]
    [InlineData("host=taken.example.com")]
    [InlineData("host=details.example.org")]
    [InlineData("host=evilexample.com")]
    [InlineData("host=example.com")]
    [InlineData("host=DETAILS.EXAMPLE.COM")]
    [InlineData("host=zebra.backend")]
    [InlineData("host=taken.other")]
    [InlineData("host=taken.other.svc")]
    [InlineData("host=taken.other.svc.cluster.local")]
    [InlineData("host=taken.other.svc.cluster.local.")]
    [InlineData("host=oauth2.googleapis.com")]
    [InlineData("host=details.example.com", "fallback=gcp,gcp")]
    [InlineData("expose=true", "fallback=gcp,gcp")]
    public void One_services_wrong_wish_is_taken_back_and_the_others_are_followed(params string[] annotations)
    {
        MeshModel model = WithOther();
        ServiceInfo good = Details(("expose", "true"), ("fallback", "azure")) with { Name = "zebra" };
        ServiceInfo bad = Details([.. annotations.Select(text => (text.Split('=')[0], text.Split('=')[1]))]);

        AnnotatedModel annotated = model.WithServiceAnnotations(new Inventory { Clusters = [Cluster("aws", bad, good)] });

        Assert.Equal("", string.Join("\n", ModelValidator.Validate(annotated.Model).Errors));
        Assert.Equal("services/backend/details", Assert.Single(annotated.Diagnostics).Path);
        Assert.Equal(model.WithServiceAnnotations(new Inventory { Clusters = [Cluster("aws", good)] }).Model, annotated.Model);
    }

    [Fact]
    public void A_long_name_beside_expose_and_fallback_is_taken_back()
    {
        ServiceInfo bad = Details(("expose", "true"), ("fallback", "gcp")) with { Name = new string('n', 63) };

        AnnotatedModel annotated = Model.WithServiceAnnotations(Observed(bad));

        Assert.Equal("", string.Join("\n", ModelValidator.Validate(annotated.Model).Errors));
        Assert.Single(annotated.Diagnostics);
        Assert.Equal(Model, annotated.Model);
    }

    [Fact]
    public void A_model_that_is_wrong_itself_keeps_no_wish_from_being_followed()
    {
        MeshModel wrong = Model with { Organization = Model.Organization with { Name = "Not a label" } };

        AnnotatedModel annotated = wrong.WithServiceAnnotations(Observed(Details(("host", "details.example.com"))));

        Assert.Empty(annotated.Diagnostics);
        Assert.Equal(2, annotated.Model.Organization.Tenants[0].Workspaces[0].Gateways[0].Servers.Count);
    }

    private static Workspace Follow(params (string Key, string Value)[] annotations)
    {
        AnnotatedModel annotated = Model.WithServiceAnnotations(Observed(Details(annotations)));
        Assert.Equal("", annotated.Diagnostics.ToString());
        return annotated.Model.Organization.Tenants[0].Workspaces[0];
    }

    private static ServiceInfo Details(params (string Key, string Value)[] annotations) => new()
    {
        Name = "details",
        Namespace = "backend",
        Ports = [new ServicePortInfo { Name = "http", Number = 9080 }],
        Annotations = [.. annotations.Select(entry => KeyValuePair.Create($"{Prefix}/{entry.Key}", entry.Value))],
    };

    private static Inventory Observed(params ServiceInfo[] services) => new() { Clusters = [Cluster("aws", services)] };

    private static ClusterInventory Cluster(string name, params ServiceInfo[] services) => new() { Name = name, Services = [.. services] };
}
