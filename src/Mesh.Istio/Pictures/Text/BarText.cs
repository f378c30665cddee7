using System.Globalization;
using System.Text;

namespace Mesh.Istio.Pictures.Text;

/// <summary>Pictures for a terminal: a bar for each part of each call.</summary>
internal static class BarText
{
    private const int Width = 20;

    public static string Write(TopologyView view)
    {
        var text = new StringBuilder(Line(view.Title));
        if (!view.Failures.IsEmpty)
        {
            text.Append(" when ").Append(Line(string.Join(" and ", view.Failures)));
        }

        Dictionary<string, TopologyNode> nodes = view.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        int names = view.Nodes.IsEmpty ? 0 : Math.Min(40, view.Nodes.Max(node => Target(node).Length));
        foreach (IGrouping<(string From, string Call), TopologyArrow> call in view.Arrows.GroupBy(arrow => (arrow.From, arrow.Call)))
        {
            TopologyNode from = nodes[call.Key.From];
            string asked = $"{Line(from.Cluster)} {Line(from.Name)} to {Line(call.Key.Call)}";
            text.Append(asked == view.Title ? "" : $"\n{asked}");
            foreach (TopologyArrow arrow in call)
            {
                TopologyNode to = nodes[arrow.To];
                int full = (int)Math.Round(arrow.Percent * Width / 100, MidpointRounding.AwayFromZero);
                string bar = arrow.Kind == TopologyArrowKind.Route
                    ? "→" : new string(arrow.Kind == TopologyArrowKind.Loss ? 'x' : '█', full).PadRight(Width, '·');
                string name = arrow.Kind == TopologyArrowKind.Route
                    ? $"{bar} {Target(to)} {Line(to.Name)}" : $"{Target(to).PadRight(names)} {bar}";
                text.Append(CultureInfo.InvariantCulture, $"\n  {name} {Line(arrow.Label)}");
            }
        }

        foreach (TopologyCluster cluster in view.Clusters.Where(cluster => cluster.Load is not null))
        {
            text.Append("\n  ").Append(Line(cluster.Name + MermaidText.LoadOf(cluster.Load, cluster.IsOverloaded)));
            foreach (TopologyNode node in view.Nodes.Where(node => node.Cluster == cluster.Name && node.Load is not null))
            {
                text.Append("\n    ").Append(Line(node.Name + MermaidText.LoadOf(node.Load, node.IsOverloaded)));
            }
        }

        foreach (string assumption in view.Assumptions)
        {
            text.Append("\n  assuming that ").Append(Line(assumption));
        }

        return text.ToString();
    }

    private static string Target(TopologyNode node) => Line(
        node.Kind == TopologyNodeKind.Lost ? node.Name : node.Cluster.Length > 0 ? node.Cluster : "elsewhere");

    // What others wrote must not move the cursor.
    private static string Line(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))
        : text;
}
