using System.Globalization;
using System.Text;

namespace Mesh.Istio.Pictures.Text;

/// <summary>Pictures as Mermaid flowcharts.</summary>
internal static class MermaidText
{
    public static string Write(TopologyView view)
    {
        var text = new StringBuilder("flowchart LR\n");
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int card = 0; card < view.Clusters.Count; card++)
        {
            TopologyCluster cluster = view.Clusters[card];
            text.Append(CultureInfo.InvariantCulture, $"  subgraph c{card}[\"{Safe(CardName(cluster))}\"]\n");
            foreach (TopologyNode node in view.Nodes.Where(node => node.Cluster == cluster.Name))
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"n{ids.Count}");
                ids[node.Id] = id;
                (string open, string close) = node.IsOverloaded ? ("[[\"", "\"]]") : node.Kind switch
                {
                    TopologyNodeKind.Client or TopologyNodeKind.Host => ("([\"", "\"])"),
                    TopologyNodeKind.Lost => ("{{\"", "\"}}"),
                    _ => ("[\"", "\"]"),
                };
                text.Append(CultureInfo.InvariantCulture, $"    {id}{open}{Safe(NodeName(node))}{close}\n");
            }

            text.Append("  end\n");
        }

        var labels = new CallLabels(view);
        foreach (TopologyArrow arrow in view.Arrows)
        {
            string line = arrow.Kind is TopologyArrowKind.Fallback or TopologyArrowKind.Route ? "-.->"
            : arrow.Kind is TopologyArrowKind.Loss ? "--x" : "-->";
            string label = Safe(labels.Of(arrow, " of "));
            text.Append(CultureInfo.InvariantCulture, $"  {ids[arrow.From]} {line}|\"{label}\"| {ids[arrow.To]}\n");
        }

        return text.ToString();
    }

    public static string CardName(TopologyCluster cluster) => (cluster.Name.Length == 0 ? "outside of all clusters"
        : cluster.Region.Length == 0 ? cluster.Name : $"{cluster.Name} ({cluster.Region})") + LoadOf(cluster.Load, cluster.IsOverloaded);

    public static string NodeName(TopologyNode node) => (node.Pods is { } pods
        ? string.Create(CultureInfo.InvariantCulture, $"{node.Name}, {node.Ready} of {pods} pods ready")
        : node.Name) + LoadOf(node.Load, node.IsOverloaded);

    public static string LoadOf(string? load, bool isOverloaded) =>
        load is null ? "" : $", {load}{(isOverloaded ? ", OVERLOADED" : "")}";

    // Everything that could mean something to Mermaid or to a page is written as the number of its character.
    private static string Safe(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || " ./:,%-_()*+".Contains((char)rune.Value)))
            {
                text.Append((char)rune.Value);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"#{(Rune.IsControl(rune) ? 32 : rune.Value)};");
            }
        }

        return text.ToString();
    }
}
