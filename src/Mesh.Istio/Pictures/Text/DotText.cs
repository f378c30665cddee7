using System.Globalization;
using System.Text;

namespace Mesh.Istio.Pictures.Text;

/// <summary>Pictures as Graphviz digraphs.</summary>
internal static class DotText
{
    public static string Write(TopologyView view)
    {
        var text = new StringBuilder("digraph mesh {\n  rankdir=LR;\n  node [shape=box];\n");
        text.Append(CultureInfo.InvariantCulture, $"  label={Quoted(view.Title)};\n");
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int card = 0; card < view.Clusters.Count; card++)
        {
            TopologyCluster cluster = view.Clusters[card];
            text.Append(CultureInfo.InvariantCulture,
                $"  subgraph cluster_{card} {{\n    label={Quoted(MermaidText.CardName(cluster))};\n");
            foreach (TopologyNode node in view.Nodes.Where(node => node.Cluster == cluster.Name))
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"n{ids.Count}");
                ids[node.Id] = id;
                string shape = node.IsOverloaded ? ", shape=doubleoctagon" : node.Kind switch
                {
                    TopologyNodeKind.Client or TopologyNodeKind.Host => ", shape=ellipse",
                    TopologyNodeKind.Lost => ", shape=octagon",
                    _ => "",
                };
                text.Append(CultureInfo.InvariantCulture, $"    {id} [label={Quoted(MermaidText.NodeName(node))}{shape}];\n");
            }

            text.Append("  }\n");
        }

        foreach (TopologyArrow arrow in view.Arrows)
        {
            string style = arrow.Kind switch
            {
                TopologyArrowKind.Fallback or TopologyArrowKind.Route => ", style=dashed",
                TopologyArrowKind.Loss => ", style=dotted, arrowhead=tee",
                _ => "",
            };
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {ids[arrow.From]} -> {ids[arrow.To]} [label={Quoted($"{arrow.Call}: {arrow.Label}")}{style}];\n");
        }

        return text.Append("}\n").ToString();
    }

    // A backslash would begin an escape of Graphviz, such as \N for the node's name.
    private static string Quoted(string name)
    {
        var text = new StringBuilder("\"");
        foreach (char c in name)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\u2028' or '\u2029' => " ",
                _ when char.IsControl(c) => " ",
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}
