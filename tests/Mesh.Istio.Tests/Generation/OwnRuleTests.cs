using Mesh.Inventories;
using Mesh.Istio.Resources;
using static Mesh.Istio.Tests.Generation.EastWest.EastWestMesh;

namespace Mesh.Istio.Tests.Generation;

/// <summary>A gateway's own rule: for its pods alone, and only where it takes nobody's rule away.</summary>
public class OwnRuleTests
{
    private const string Ratings = "ratings.bookinfo.svc.cluster.local";

    [Fact]
    public void A_gateway_leaves_a_bad_pod_before_its_callers_leave_it()
    {
        DestinationRule rule = Own(Generate(Routed(), Aws, Gcp), "aws")!;

        Assert.Equal(2u, rule.TrafficPolicy!.OutlierDetection!.ConsecutiveGatewayErrors);
        Assert.Equal([new Subset { Name = "here", Labels = [new("topology.istio.io/cluster", "aws")] }], rule.Subsets);
        Assert.Equal(["."], rule.ExportTo);
    }

    [Fact]
    public void Callers_that_leave_after_one_error_leave_no_room() => Assert.Equal(
        1u,
        Own(Generate(Routed(g => g.WithOutlierDetection(o => o.WithConsecutiveGatewayErrors(2))), Aws, Gcp), "aws")!
            .TrafficPolicy!.OutlierDetection!.ConsecutiveGatewayErrors);

    [Fact]
    public void Routes_lead_to_the_pods_of_the_own_cluster() =>
        Assert.Equal("here", Route(Generate(Routed(), Aws, Gcp), "aws").Route[0].Destination!.Subset);

    [Theory]
    [InlineData("bookinfo", "ratings", "", false)]
    [InlineData("bookinfo", "*.local", ".", false)]
    [InlineData("istio-system", "*", "", false)]
    [InlineData("istio-system", "*.svc.cluster.local", ".", true)]
    [InlineData("elsewhere", Ratings, "", true)]
    [InlineData("bookinfo", "details", "", true)]
    public void A_rule_of_somebody_else_is_taken_from_nobody(string home, string host, string exportTo, bool written)
    {
        DestinationRuleInfo others =
            new() { Name = "team", Namespace = home, Host = host, ExportTo = exportTo.Length == 0 ? [] : [exportTo] };
        MeshResources resources = Generate(Routed(), Aws with { DestinationRules = [others] }, Gcp);

        Assert.Equal(written, Own(resources, "aws") is not null);
        Assert.Equal(written ? "here" : null, Route(resources, "aws").Route[0].Destination!.Subset);
        Assert.Equal(written ? 0 : 1, resources.Diagnostics.Count(found => found.Code == "MG073"));
    }

    [Fact]
    public void A_rule_that_Mesh_wrote_is_no_other()
    {
        DestinationRuleInfo ours =
            new() { Name = "x", Namespace = "bookinfo", Host = "ratings", Labels = [new("app.kubernetes.io/managed-by", "mesh")] };

        Assert.NotNull(Own(Generate(Routed(), Aws with { DestinationRules = [ours] }, Gcp), "aws"));
    }

    [Fact]
    public void Without_Istios_name_of_the_cluster_no_subset_is_guessed()
    {
        MeshResources resources = Generate(Routed(), Aws with { IstioClusterIds = [] }, Gcp);

        Assert.Empty(Own(resources, "aws")!.Subsets);
        Assert.Null(Route(resources, "aws").Route[0].Destination!.Subset);
        Assert.Contains(resources.Diagnostics, found => found.Code == "MG074");
    }

    [Fact]
    public void An_exposed_service_keeps_the_rule_of_its_callers() => Assert.DoesNotContain(
        Generate(Routed(service: "details"), Aws, Gcp)["aws"].OfType<DestinationRule>(), rule => rule.WorkloadSelector is not null);

    private static DestinationRule? Own(MeshResources resources, string cluster) =>
        resources[cluster].OfType<DestinationRule>().SingleOrDefault(rule => rule.Host == Ratings && rule.WorkloadSelector is not null);

    private static HttpRoute Route(MeshResources resources, string cluster) =>
        resources[cluster].OfType<VirtualService>().Single(routes => !routes.Gateways.IsEmpty).Http[0];

    private static MeshModel Routed(Action<GatewayBuilder>? settings = null, string service = "ratings") => Model(workspace: w => w
        .AddGateway("ingress", g =>
        {
            g.InNamespace(Home).WithWorkload("app", "ingress").AddHttpServer("web", "web.example.com", s => s.RouteTo(service, 9080));
            settings?.Invoke(g);
        }));
}
