using System.Globalization;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Pictures.Views;

/// <summary>Merges boxes of a picture that has too many. The cost is one look at each box and arrow, whatever is left of them.</summary>
internal static class Collapsing
{
    public static TopologyView Of(TopologyView view, int most) =>
        view.Nodes.Count <= most ? view : Merge(view, Fits(view, most, NamespaceOf) ? NamespaceOf : static _ => "");

    private static string NamespaceOf(TopologyNode node) =>
        node.Name.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? $"{node.Name[..end]}/*" : node.Name;

    // Counted before anything is merged: of a large mesh the smaller picture is not made in vain.
    private static bool Fits(TopologyView view, int most, Func<TopologyNode, string> key)
    {
        var kept = new HashSet<(string, TopologyNodeKind, string)>();
        foreach (TopologyNode node in view.Nodes)
        {
            if (kept.Add((node.Cluster, node.Kind, key(node))) && kept.Count > most)
            {
                return false;
            }
        }

        return true;
    }

    private static TopologyView Merge(TopologyView view, Func<TopologyNode, string> key)
    {
        var merged = new Dictionary<string, string>(view.Nodes.Count, StringComparer.Ordinal);
        var kept = new List<TopologyNode>();
        foreach (var group in view.Nodes.GroupBy(node => (node.Cluster, node.Kind, Key: key(node))))
        {
            TopologyNode[] nodes = [.. group];
            TopologyNode one = nodes.Length == 1 ? nodes[0] : Together(nodes, group.Key.Key);
            kept.Add(one);
            string id = one.Id;
            foreach (TopologyNode node in nodes)
            {
                merged[node.Id] = id;
            }
        }

        return view with
        {
            Nodes = [.. kept.Distinct()
                .OrderBy(node => node.Cluster, StringComparer.Ordinal).ThenBy(node => node.Kind)
                .ThenBy(node => node.Name, StringComparer.Ordinal)],
            Arrows = Arrows(view, merged),
        };
    }

    private static ValueList<TopologyArrow> Arrows(TopologyView view, Dictionary<string, string> merged)
    {
        var calls = new Dictionary<string, HashSet<(string Caller, string Call)>>(StringComparer.Ordinal);
        var parts = new Dictionary<(string From, string To, TopologyArrowKind Kind), List<TopologyArrow>>();
        foreach (TopologyArrow arrow in view.Arrows)
        {
            string from = merged[arrow.From];
            if (!calls.TryGetValue(from, out HashSet<(string, string)>? known))
            {
                calls.Add(from, known = []);
            }

            known.Add((arrow.From, arrow.Call));
            (string, string, TopologyArrowKind) ends = (from, merged[arrow.To], arrow.Kind);
            if (!parts.TryGetValue(ends, out List<TopologyArrow>? same))
            {
                parts.Add(ends, same = []);
            }

            same.Add(arrow);
        }

        return [.. parts
            .Select(part => Arrow(part.Key.From, part.Key.To, part.Key.Kind, part.Value, calls[part.Key.From].Count))
            .OrderBy(arrow => arrow.From, StringComparer.Ordinal).ThenBy(arrow => arrow.Kind)
            .ThenBy(arrow => arrow.To, StringComparer.Ordinal)];
    }

    private static TopologyNode Together(TopologyNode[] nodes, string key) => new(nodes[0].Cluster, nodes[0].Kind, Name(key, nodes))
    {
        Detail = string.Create(CultureInfo.InvariantCulture, $"{nodes.Length} together"),
        Pods = nodes.All(node => node.Pods is null) ? null : nodes.Sum(node => node.Pods ?? 0),
        Ready = nodes.All(node => node.Ready is null) ? null : nodes.Sum(node => node.Ready ?? 0),
    };

    private static TopologyArrow Arrow(string from, string to, TopologyArrowKind kind, List<TopologyArrow> parts, int calls)
    {
        if (parts.Count == 1 && calls == 1)
        {
            return parts[0] with { From = from, To = to };
        }

        double percent = parts.Sum(arrow => arrow.Percent) / calls;
        string label = kind switch
        {
            TopologyArrowKind.Fallback => "not used",
            TopologyArrowKind.Unknown => "?",
            TopologyArrowKind.Route => string.Create(CultureInfo.InvariantCulture, $"{parts.Count} ways"),
            _ => $"{Percentages.Of([percent])[0]} %",
        };
        return new TopologyArrow(from, to, kind, string.Create(CultureInfo.InvariantCulture, $"{calls} calls"), percent)
        {
            Label = label,
            Reason = string.Join("; ", parts.Select(arrow => arrow.Reason).Where(reason => reason.Length > 0).Distinct().Take(3)),
        };
    }

    private static string Name(string key, TopologyNode[] nodes) => key.Length > 0 ? key : nodes[0].Kind switch
    {
        TopologyNodeKind.Client => "all clients",
        TopologyNodeKind.Gateway => "all gateways",
        TopologyNodeKind.Lost => "nobody answers",
        TopologyNodeKind.Host => "all hosts",
        _ => "all services",
    };
}
