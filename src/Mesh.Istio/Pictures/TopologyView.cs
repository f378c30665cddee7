using System.Text.Json;
using Mesh.Diagnostics;
using Mesh.Istio.Pictures.Serialization;
using Mesh.Istio.Pictures.Svg;
using Mesh.Istio.Pictures.Text;

namespace Mesh.Istio.Pictures;

/// <summary>
/// A picture as a value: clusters as cards, who calls and who answers as boxes in them, requests as arrows. Every number is that of the
/// forecast or simulation that it was made from. The same input gives the same text in every format.
/// </summary>
public sealed record TopologyView
{
    /// <summary>What was asked, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>What fails, in words; empty for the state as observed.</summary>
    public ValueList<string> Failures { get; init; }

    /// <summary>The cards, by region and name.</summary>
    public ValueList<TopologyCluster> Clusters { get; init; }

    /// <summary>The boxes, by cluster, kind and name.</summary>
    public ValueList<TopologyNode> Nodes { get; init; }

    /// <summary>The arrows, by the boxes that they join.</summary>
    public ValueList<TopologyArrow> Arrows { get; init; }

    /// <summary>What the picture rests on without having been observed.</summary>
    public ValueList<string> Assumptions { get; init; }

    /// <summary>The findings of what it was made from.</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>Whether it shows ways instead of requests.</summary>
    internal bool IsOfResources => !Arrows.IsEmpty && Arrows.All(arrow => arrow.Kind == TopologyArrowKind.Route);

    /// <summary>Keeps some arrows, and of boxes and cards only those that they join.</summary>
    /// <param name="keep">Says which arrows stay.</param>
    /// <returns>The smaller picture.</returns>
    public TopologyView Where(Func<TopologyArrow, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        ValueList<TopologyArrow> arrows = [.. Arrows.Where(keep)];
        var ends = arrows.SelectMany(arrow => (string[])[arrow.From, arrow.To]).ToHashSet(StringComparer.Ordinal);
        ValueList<TopologyNode> nodes = [.. Nodes.Where(node => ends.Contains(node.Id))];
        var clusters = nodes.Select(node => node.Cluster).ToHashSet(StringComparer.Ordinal);
        return this with { Arrows = arrows, Nodes = nodes, Clusters = [.. Clusters.Where(cluster => clusters.Contains(cluster.Name))] };
    }

    /// <summary>
    /// Merges boxes until there are few enough to look at: first those of one namespace, then those of one cluster. A merged arrow has the
    /// mean of the parts that it stands for, so that the arrows of one box add up to 100.
    /// </summary>
    /// <param name="most">How many boxes there may be, at least 1. Default: 60.</param>
    /// <returns>The picture itself where it is small enough, else a smaller one. Not smaller than one box of a kind in each
    /// cluster.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is less than 1.</exception>
    public TopologyView Collapse(int most = 60)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return Views.Collapsing.Of(this, most);
    }

    /// <summary>The picture as SVG.</summary>
    /// <param name="theme">Light, dark, or as the reader prefers. Default: as the reader prefers.</param>
    /// <returns>An <c>svg</c> element that can be written into a file or a page. Names in it are only text.</returns>
    public string ToSvg(PictureTheme theme = PictureTheme.AsPreferred) => TopologySvg.Write(this, theme);

    /// <summary>The picture for a page that renders Mermaid, such as a pull request.</summary>
    /// <returns>A <c>flowchart</c>. Names in it are only text.</returns>
    public string ToMermaid() => MermaidText.Write(this);

    /// <summary>The picture for Graphviz.</summary>
    /// <returns>A <c>digraph</c>. Names in it are only text.</returns>
    public string ToDot() => DotText.Write(this);

    /// <summary>The picture as JSON with all fields in camel case.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads back to an equal picture.</returns>
    public string ToJson() => TopologyJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="JsonException">The text is no picture: a field is unknown, absent or of a wrong type, or an arrow joins what is no
    /// box.</exception>
    public static TopologyView FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return TopologyCheck.Require(TopologyJson.Read<TopologyView>(json));
    }

    /// <summary>The picture for a terminal: for each call a bar for each part.</summary>
    /// <returns>Lines of text.</returns>
    public override string ToString() => BarText.Write(this);
}
