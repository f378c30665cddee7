using System.Globalization;

namespace Mesh.Istio.Pictures.Svg;

/// <summary>Draws a picture as SVG.</summary>
internal static class TopologySvg
{
    private const int MostNotes = 8;

    public static string Write(TopologyView view, PictureTheme theme) => Draw(view, theme).Svg;

    /// <summary>Draws, and says how large the picture is, as it is written there.</summary>
    public static (string Svg, double Width, double Height) Draw(TopologyView view, PictureTheme theme) =>
        Draw(view, theme, static arrow => (StyleOf(arrow), ""));

    /// <summary>Draws with styles and words that say what became of each arrow.</summary>
    public static (string Svg, double Width, double Height) Draw(
        TopologyView view, PictureTheme theme, Func<TopologyArrow, (string Style, string Words)> say)
    {
        var page = new SvgPage();
        string failures = !view.Failures.IsEmpty ? string.Join(" and ", view.Failures)
            : view.IsOfResources ? "what the resources describe; nobody was asked to call"
            : "nothing fails";
        var layout = TopologyLayout.Of(view with { Arrows = [.. view.Arrows.Select(arrow => Said(arrow, say(arrow).Words))] }, top: 52);
        double room = layout.Width - (2 * TopologyLayout.Margin);
        page.Text(TopologyLayout.Margin, 26, SvgText.Fit(view.Title, room, 15), "title");
        page.Text(TopologyLayout.Margin, 46, SvgText.Fit(failures, room), "faint");
        Cards(page, layout);
        foreach (PlacedArrow placed in layout.Arrows)
        {
            page.Arrow(placed.Points, say(placed.Arrow).Style, 1.5 + (placed.Arrow.Percent / 25), Describe(placed.Arrow));
        }

        foreach (PlacedArrow placed in layout.Arrows)
        {
            page.Text(placed.LabelX, placed.LabelY, placed.Label, placed.IsInCard ? "label in" : "label");
        }

        double y = Legend(page, view, layout.Height + 8);
        foreach (string note in Notes(view))
        {
            page.Text(TopologyLayout.Margin, y, SvgText.Fit(note, room), "faint");
            y += 17;
        }

        string svg = page.ToSvg(layout.Width, y, view.Title, Description(view, failures), theme);
        return (svg, Math.Round(layout.Width, 1), Math.Round(y, 1));
    }

    public static string StyleOf(TopologyArrow arrow) => arrow.Kind switch
    {
        TopologyArrowKind.Fallback or TopologyArrowKind.Route => "spare",
        TopologyArrowKind.Loss or TopologyArrowKind.Unknown => "bad",
        _ => "call",
    };

    private static TopologyArrow Said(TopologyArrow arrow, string words) =>
        words.Length == 0 ? arrow : arrow with { Label = words };

    private static void Cards(SvgPage page, TopologyLayout layout)
    {
        foreach ((string region, double x, double y) in layout.Regions.Where(region => region.Region.Length > 0))
        {
            page.Text(x, y, SvgText.Fit(region, layout.Width - x), "faint");
        }

        foreach (PlacedCard card in layout.Cards)
        {
            page.Rect(card.X, card.Y, card.Width, card.Height, "card", 8);
            string name = card.Cluster.Name.Length == 0 ? "outside of all clusters" : card.Cluster.Name;
            page.Text(card.X + 12, card.Y + 18, SvgText.Fit(name, card.Width - 24), "name");
            if (NodeLines.OfCard(card.Cluster) is { Length: > 0 } line)
            {
                page.Text(card.X + 12, card.Y + 33, SvgText.Fit(line, card.Width - 24), "faint");
            }
        }

        foreach (PlacedNode node in layout.Nodes)
        {
            string style = node.Node.Kind switch
            {
                TopologyNodeKind.Client or TopologyNodeKind.Host => "client",
                TopologyNodeKind.Lost => "lost",
                _ => "box",
            };
            page.Rect(node.X, node.Y, node.Width, node.Height, style);
            if (node.Node.IsOverloaded)
            {
                // A second edge, as if the box were too small.
                page.Rect(node.X - 4, node.Y - 4, node.Width + 8, node.Height + 8, "lost");
                page.Rect(node.X, node.Y, node.Width, node.Height, style);
            }

            string[] lines = NodeLines.Of(node.Node);
            for (int i = 0; i < lines.Length; i++)
            {
                page.Text(node.X + 10, node.Y + 20 + (i * 15), SvgText.Fit(lines[i], node.Width - 18), i == 0 ? "name" : "faint");
            }
        }
    }

    private static double Legend(SvgPage page, TopologyView view, double y)
    {
        double x = TopologyLayout.Margin;
        (string, string)[] legend = view.IsOfResources ? [("spare", "as resources say, whoever calls")]
            : [("call", "answered"), ("spare", "fallback, not used"), ("bad", "lost")];
        foreach ((string style, string words) in legend)
        {
            page.Arrow([(x, y), (x + 36, y)], style, 2, words);
            page.Text(x + 44, y + 4, words, "faint");
            x += 44 + SvgText.Width(words) + 20;
        }

        return y + 24;
    }

    private static string[] Notes(TopologyView view)
    {
        string[] notes = [
            .. view.Assumptions.Select(assumption => $"assuming that {assumption}"),
            .. view.Diagnostics.Select(finding => finding.ToString())];
        return notes.Length <= MostNotes ? notes
            : [.. notes.Take(MostNotes), string.Create(CultureInfo.InvariantCulture, $"and {notes.Length - MostNotes} more")];
    }

    private static string Describe(TopologyArrow arrow) =>
        $"{arrow.Call}: {arrow.Label}{(arrow.Reason.Length > 0 ? $", {arrow.Reason}" : "")}";

    private static string Description(TopologyView view, string failures)
    {
        Dictionary<string, TopologyNode> nodes = view.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        return $"{failures}. " + string.Join("; ", view.Arrows.Select(arrow =>
            $"{Place(nodes[arrow.From])} to {arrow.Call}: {arrow.Label} {Place(nodes[arrow.To])}"));
    }

    private static string Place(TopologyNode node) => node.Cluster.Length == 0 ? node.Name : $"{node.Name} in {node.Cluster}";
}
