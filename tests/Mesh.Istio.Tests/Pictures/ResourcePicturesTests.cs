using Mesh.Inventories;
using Mesh.Istio.Pictures;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Forecasting;
using Mesh.Istio.Tests.Golden;

namespace Mesh.Istio.Tests.Pictures;

public class ResourcePicturesTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All().Select(golden => golden.Name)];

    [Fact]
    public void The_article_has_a_way_to_each_clusters_gateway_and_to_the_service_behind_its_own()
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load("article");

        TopologyView view = resources.ToTopology(inventory).Where(arrow => arrow.From == $"aws|Host|{ForecastCases.Details}");

        Assert.Equal(
            [
                "aws|Gateway|bookinfo-backend/ingress-bookinfo endpoint", "aws|Service|bookinfo-backend/details behind it",
                "gcp|Gateway|bookinfo-backend/ingress-bookinfo endpoint",
            ],
            view.Arrows.Select(arrow => $"{arrow.To} {arrow.Label}").Order(StringComparer.Ordinal));
        TopologyNode details = Assert.Single(view.Nodes, node => node.Name == "bookinfo-backend/details");
        Assert.Equal((1, 1), (details.Ready, details.Pods));
        Assert.Equal(view, TopologyView.FromJson(view.ToJson()));
        Assert.Contains("as resources say, whoever calls", view.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("→ gcp bookinfo-backend/ingress-bookinfo endpoint", view.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_endpoint_is_a_way_without_share_and_the_same_in_any_order(string name)
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load(name);
        TopologyView view = resources.ToTopology(inventory);
        MeshResources shuffled = resources with
        {
            Clusters = [.. resources.Clusters.Reverse().Select(cluster => cluster with { Objects = [.. cluster.Objects.Reverse()] })],
        };

        Assert.All(view.Arrows, arrow => Assert.Equal((TopologyArrowKind.Route, 0), (arrow.Kind, arrow.Percent)));
        Assert.Equal(
            resources.Clusters.Sum(cluster => cluster.Objects.OfType<ServiceEntry>()
                .SelectMany(entry => entry.Endpoints.IsEmpty ? [] : entry.Hosts).Distinct().Count()),
            view.Arrows.Where(arrow => arrow.Label == "endpoint").Select(arrow => arrow.From).Distinct().Count());
        Assert.Equal(view.Arrows.Select(arrow => arrow.Key), shuffled.ToTopology(inventory).Arrows.Select(arrow => arrow.Key));
        Assert.Contains("</svg>", view.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("</svg>", view.Collapse(10).ToSvg(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Collapsed_at_once_it_is_what_collapsing_makes_of_it(string name)
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load(name);
        TopologyView view = resources.ToTopology(inventory);

        Assert.All([1, 3, 8, 15, 60], most => Assert.Equal(view.Collapse(most), resources.ToTopology(inventory, most)));
    }

    [Fact]
    public void Some_of_the_cases_are_large_enough_to_be_collapsed() => Assert.Contains(GoldenCase.All(), golden =>
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load(golden.Name);
        return resources.ToTopology(inventory, 1).Nodes.Count < resources.ToTopology(inventory).Nodes.Count;
    });

    [Fact]
    public void A_change_of_resources_is_a_difference_of_their_pictures()
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load("article");
        MeshResources without = resources with
        {
            Clusters = [.. resources.Clusters.Select(cluster => cluster with
            {
                Objects = [.. cluster.Objects.Where(o => o is not ServiceEntry entry || !entry.Hosts.Contains(ForecastCases.Details))],
            })],
        };

        TopologyDifference difference = TopologyDifference.Of(resources.ToTopology(inventory), without.ToTopology(inventory));

        Assert.All(difference.Changes, change => Assert.Equal(TopologyChangeKind.Gone, change.Kind));
        Assert.Contains(
            "gone endpoint: aws details.cx.tetrate.info to details.cx.tetrate.info, gcp bookinfo-backend/ingress-bookinfo",
            difference.ToString(), StringComparison.Ordinal);
    }
}
