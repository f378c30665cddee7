using System.Globalization;
using Mesh.Istio.Pictures;
using Mesh.Istio.Pictures.Svg;

namespace Mesh.Istio.Tests.Pictures;

/// <summary>Nothing overlaps and nothing leaves the picture. 200 pictures; MESH_RUNS sets another number.</summary>
public class LayoutTests
{
    private static readonly int Runs =
        int.Parse(Environment.GetEnvironmentVariable("MESH_RUNS") ?? "200", CultureInfo.InvariantCulture);

    [Fact]
    public void Cards_boxes_and_labels_do_not_overlap_and_no_arrow_crosses_a_card_that_is_not_its_own()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            TopologyView view = PictureCases.Random(seed, seed % 10 == 0 ? 100 : 12);
            var layout = TopologyLayout.Of(view, 40);

            Area[] cards = [.. layout.Cards.Select(card => new Area(card.X, card.Y, card.Width, card.Height))];
            Area[] boxes = [.. layout.Nodes.Select(node => new Area(node.X, node.Y, node.Width, node.Height))];
            Area[] labels = [.. layout.Arrows.Where(arrow => arrow.Label.Length > 0).Select(LabelOf)];
            AssertApart(seed, "cards", cards);
            AssertApart(seed, "boxes", boxes);
            AssertApart(seed, "labels", labels);
            Assert.All(
                layout.Arrows.Where(arrow => !arrow.IsInCard).Select(LabelOf),
                label => Assert.DoesNotContain(cards, label.Meets));
            Assert.All(labels, label => Assert.DoesNotContain(boxes, label.Meets));
            Assert.All(cards.Concat(labels), area => Assert.True(
                area.X >= 0 && area.Y >= 0 && area.X + area.Width <= layout.Width && area.Y + area.Height <= layout.Height,
                $"seed {seed}: {area} leaves {layout.Width} x {layout.Height}"));
            AssertWays(seed, layout);
        }
    }

    [Fact]
    public void Text_fits_its_box()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            Assert.All(TopologyLayout.Of(PictureCases.Random(seed), 40).Nodes, placed => Assert.All(
                NodeLines.Of(placed.Node),
                line => Assert.True(SvgText.Width(SvgText.Fit(line, placed.Width - 18)) <= placed.Width - 18)));
        }
    }

    private static void AssertWays(int seed, TopologyLayout layout)
    {
        foreach (PlacedArrow arrow in layout.Arrows.Where(arrow => !arrow.IsInCard))
        {
            // The first and the last stretch join the boxes, inside of their own cards.
            for (int i = 1; i + 2 < arrow.Points.Count; i++)
            {
                (double x1, double y1) = arrow.Points[i];
                (double x2, double y2) = arrow.Points[i + 1];
                var stretch = new Area(Math.Min(x1, x2), Math.Min(y1, y2), Math.Abs(x2 - x1), Math.Abs(y2 - y1));
                Assert.DoesNotContain(layout.Cards, card => stretch.Meets(new Area(card.X, card.Y, card.Width, card.Height)));
            }
        }

        string[] ends = [.. layout.Arrows.SelectMany(arrow => (string[])[$"{arrow.Points[0]}", $"{arrow.Points[^1]}"])];
        Assert.True(ends.Length == ends.Distinct().Count(), $"seed {seed}: two arrows touch a box at one point");
    }

    private static void AssertApart(int seed, string what, Area[] areas)
    {
        for (int i = 0; i < areas.Length; i++)
        {
            for (int k = i + 1; k < areas.Length; k++)
            {
                Assert.False(areas[i].Meets(areas[k]), $"seed {seed}: two {what} overlap: {areas[i]} and {areas[k]}");
            }
        }
    }

    private static Area LabelOf(PlacedArrow arrow) =>
        new(arrow.LabelX, arrow.LabelY - 10, SvgText.Width(arrow.Label), 12);

    private sealed record Area(double X, double Y, double Width, double Height)
    {
        public bool Meets(Area other) =>
            X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
    }
}
