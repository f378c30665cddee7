using System.Globalization;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Pictures.Views;

/// <summary>Merges boxes of a picture that has too many.</summary>
internal static class Collapsing
{
    public static TopologyView Of(TopologyView view, int most)
    {
        if (view.Nodes.Count <= most)
        {
            return view;
        }

        TopologyView byNamespace = Merge(view, node => node.Name.IndexOf('/', StringComparison.Ordinal) is > 0 and var end
            ? $"{node.Name[..end]}/*"
            : node.Name);
        return byNamespace.Nodes.Count <= most ? byNamespace : Merge(view, static _ => "");
    }

    private static TopologyView Merge(TopologyView view, Func<TopologyNode, string> key)
    {
        var merged = new Dictionary<string, TopologyNode>(StringComparer.Ordinal);
        foreach (var group in view.Nodes.GroupBy(node => (node.Cluster, node.Kind, Key: key(node))))
        {
            TopologyNode[] nodes = [.. group];
            TopologyNode one = nodes.Length == 1 ? nodes[0] : Together(nodes, group.Key.Key);
            foreach (TopologyNode node in nodes)
            {
                merged[node.Id] = one;
            }
        }

        Dictionary<string, int> calls = view.Arrows
            .Select(arrow => (From: merged[arrow.From].Id, Caller: arrow.From, arrow.Call))
            .Distinct()
            .GroupBy(call => call.From, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return view with
        {
            Nodes = [.. merged.Values.Distinct()
                .OrderBy(node => node.Cluster, StringComparer.Ordinal).ThenBy(node => node.Kind)
                .ThenBy(node => node.Name, StringComparer.Ordinal)],
            Arrows = [.. view.Arrows
                .GroupBy(arrow => (From: merged[arrow.From].Id, To: merged[arrow.To].Id, arrow.Kind))
                .Select(group => Arrow(group.Key.From, group.Key.To, group.Key.Kind, [.. group], calls[group.Key.From]))
                .OrderBy(arrow => arrow.From, StringComparer.Ordinal).ThenBy(arrow => arrow.Kind)
                .ThenBy(arrow => arrow.To, StringComparer.Ordinal)],
        };
    }

    private static TopologyNode Together(TopologyNode[] nodes, string key) => new(nodes[0].Cluster, nodes[0].Kind, Name(key, nodes))
    {
        Detail = string.Create(CultureInfo.InvariantCulture, $"{nodes.Length} together"),
        Pods = nodes.All(node => node.Pods is null) ? null : nodes.Sum(node => node.Pods ?? 0),
        Ready = nodes.All(node => node.Ready is null) ? null : nodes.Sum(node => node.Ready ?? 0),
    };

    private static TopologyArrow Arrow(string from, string to, TopologyArrowKind kind, TopologyArrow[] parts, int calls)
    {
        if (parts.Length == 1 && calls == 1)
        {
            return parts[0] with { From = from, To = to };
        }

        double percent = parts.Sum(arrow => arrow.Percent) / calls;
        string label = kind switch
        {
            TopologyArrowKind.Fallback => "not used",
            TopologyArrowKind.Unknown => "?",
            TopologyArrowKind.Route => string.Create(CultureInfo.InvariantCulture, $"{parts.Length} ways"),
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
