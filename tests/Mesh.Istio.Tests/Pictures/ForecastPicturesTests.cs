using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Pictures;
using Mesh.Istio.Tests.Golden;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Pictures;

public class ForecastPicturesTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All().Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_arrow_is_the_share_of_a_forecast(string name)
    {
        (MeshResources resources, Inventory inventory) = Load(name);
        ForecastTable table = Everything(resources, inventory);
        foreach (string failure in table.Failures)
        {
            int column = table.Failures.ToList().IndexOf(failure);
            TopologyView view = table.ToTopology(failure, inventory);
            Forecast[] cells = [.. table.Rows.Select(row => row.Cells[column]).Where(cell => !cell.ClientIsGone)];
            double answered = cells.Where(cell => !cell.IsUnknown).Sum(cell => cell.Shares.Sum(share => share.Percent));
            double lost = cells.Where(cell => !cell.IsUnknown).Sum(cell => cell.LostPercent);

            Assert.Equal(answered, Sum(view, TopologyArrowKind.Call), 6);
            Assert.Equal(lost, Sum(view, TopologyArrowKind.Loss), 6);
            Assert.Equal(view, TopologyView.FromJson(view.ToJson()));
        }
    }

    [Fact]
    public void The_articles_two_figures()
    {
        ForecastQuery query = Ask("article");
        Inventory inventory = Load("article").Inventory;
        TopologyView before = query.Now().ToTopology(inventory);
        TopologyView after = query.When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details")).ToTopology(inventory);

        Assert.Equal("""
            aws bookinfo-backend/productpage to details.cx.tetrate.info:80
              aws ████████████████████ 100 %
              gcp ···················· not used
            """, before.ToString());
        Assert.Contains("gcp ████████████████████ 100 %", after.ToString(), StringComparison.Ordinal);
        TopologyDifference difference = TopologyDifference.Of(before, after);
        Assert.Equal(difference, TopologyDifference.FromJson(difference.ToJson()));
        Assert.Contains("new 100 %: aws bookinfo-backend/productpage to details.cx.tetrate.info:80, gcp", difference.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("gone 100 %", difference.ToString(), StringComparison.Ordinal);
        Assert.Contains("gone 100 %", difference.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("before", difference.ToSvgSideBySide(), StringComparison.Ordinal);
        Assert.Empty(TopologyDifference.Of(before, before).Changes);
    }

    [Fact]
    public void A_name_that_does_not_exist_is_drawn_as_unknown()
    {
        TopologyView view = Ask("article").When(failure => failure.ClusterDown("nowhere")).ToTopology();

        TopologyArrow arrow = Assert.Single(view.Arrows);
        Assert.Equal((TopologyArrowKind.Unknown, "?"), (arrow.Kind, arrow.Label));
        Assert.NotEmpty(view.Diagnostics);
    }

    [Fact]
    public void A_failure_that_the_table_does_not_have_is_misuse()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        ForecastTable table = Everything(resources, inventory);

        Assert.Contains("nothing fails", Assert.Throws<ArgumentException>(() => table.ToTopology("cluster eu is down")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_keeps_what_is_asked_for_and_merges_what_is_too_much()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        TopologyView view = Everything(resources, inventory).ToTopology("nothing fails", inventory);
        TopologyView one = view.Where(arrow => arrow.From == "aws|Client|bookinfo-backend/productpage");
        TopologyView few = view.Collapse(4);

        Assert.Equal("aws|Client|bookinfo-backend/productpage", Assert.Single(one.Nodes, node => node.Kind == TopologyNodeKind.Client).Id);
        Assert.True(few.Nodes.Count < view.Nodes.Count);
        Assert.All(
            few.Arrows.GroupBy(arrow => arrow.From),
            arrows => Assert.Equal(100, arrows.Sum(arrow => arrow.Percent), 6));
        Assert.Same(view, view.Collapse(view.Nodes.Count));
    }

    private static ForecastTable Everything(MeshResources resources, Inventory inventory) =>
        new Forecaster(resources, inventory).ForCalls(calls => calls.AddEverything())
            .Table(failures => failures.AddEvery(FailureScopes.Clusters));

    private static double Sum(TopologyView view, TopologyArrowKind kind) =>
        view.Arrows.Where(arrow => arrow.Kind == kind).Sum(arrow => arrow.Percent);
}
