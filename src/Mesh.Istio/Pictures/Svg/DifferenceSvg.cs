namespace Mesh.Istio.Pictures.Svg;

/// <summary>Draws what is different between two pictures.</summary>
internal static class DifferenceSvg
{
    public static string Write(TopologyDifference difference, PictureTheme theme)
    {
        Dictionary<(string, string, TopologyArrowKind, string), TopologyChange> changes =
            difference.Changes.ToDictionary(change => change.Arrow.Key);
        TopologyArrow[] gone =
            [.. difference.Changes.Where(change => change.Kind == TopologyChangeKind.Gone).Select(change => change.Arrow)];
        TopologyView both = difference.After with
        {
            Title = TitleOf(difference),
            Clusters = [.. Union(difference.Before.Clusters, difference.After.Clusters, cluster => cluster.Name)
                .OrderBy(cluster => cluster.Name.Length == 0).ThenBy(cluster => cluster.Region, StringComparer.Ordinal)],
            Nodes = Union(difference.Before.Nodes, difference.After.Nodes, node => node.Id),
            Arrows = [.. difference.After.Arrows.Concat(gone)
                .OrderBy(arrow => arrow.From, StringComparer.Ordinal).ThenBy(arrow => arrow.Call, StringComparer.Ordinal)
                .ThenBy(arrow => arrow.Kind).ThenBy(arrow => arrow.To, StringComparer.Ordinal)],
        };
        return TopologySvg.Draw(both, theme, arrow => changes.TryGetValue(arrow.Key, out TopologyChange? change)
            ? (StyleOf(change), TopologyDifference.Words(change))
            : (TopologySvg.StyleOf(arrow), "")).Svg;
    }

    public static string SideBySide(TopologyDifference difference, PictureTheme theme)
    {
        var page = new SvgPage();
        (string before, double width, double height) = TopologySvg.Draw(difference.Before, theme);
        (string after, double more, double other) = TopologySvg.Draw(difference.After, theme);
        page.Text(TopologyLayout.Margin, 22, "before", "title");
        page.Text(width + TopologyLayout.Margin, 22, "after", "title");
        page.Inner(0, 32, before);
        page.Inner(width, 32, after);
        return page.ToSvg(width + more, Math.Max(height, other) + 32, TitleOf(difference),
            difference.ToString(), theme);
    }

    private static string TitleOf(TopologyDifference difference) => difference.Before.Title == difference.After.Title
        ? difference.After.Title
        : $"{difference.Before.Title} → {difference.After.Title}";

    private static string StyleOf(TopologyChange change) => change.Kind switch
    {
        _ when change.Arrow.Kind == TopologyArrowKind.Loss && change.Kind != TopologyChangeKind.Gone => "bad",
        TopologyChangeKind.Appeared or TopologyChangeKind.More => "new",
        _ => "spare",
    };

    private static ValueList<T> Union<T>(ValueList<T> before, ValueList<T> after, Func<T, string> key)
    {
        var known = after.Select(key).ToHashSet(StringComparer.Ordinal);
        return [.. after.Concat(before.Where(one => !known.Contains(key(one)))).OrderBy(key, StringComparer.Ordinal)];
    }
}
