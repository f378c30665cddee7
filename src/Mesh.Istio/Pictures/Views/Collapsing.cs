using System.Globalization;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Pictures.Views;

/// <summary>Merges boxes of a picture that has too many. The cost is one look at each box and arrow, whatever is left of them.</summary>
internal static class Collapsing
{
    public static TopologyView Of(TopologyView view, int most) => KeyFor(view.Nodes, most) is { } key ? Merge(view, key) : view;

    /// <summary>What boxes have in common that are to be one; null where there are few enough.</summary>
    public static Func<TopologyNode, string>? KeyFor(IReadOnlyCollection<TopologyNode> nodes, int most) =>
        nodes.Count <= most ? null : Fits(nodes, most, NamespaceOf) ? NamespaceOf : static _ => "";

    /// <summary>The boxes that are left, and for each box the number of the one that stands for it.</summary>
    public static (List<TopologyNode> Kept, int[] PlaceOf) Groups(IReadOnlyList<TopologyNode> nodes, Func<TopologyNode, string> key)
    {
        var numbers = new Dictionary<(string, TopologyNodeKind, string Key), int>();
        var members = new List<List<TopologyNode>>();
        int[] places = new int[nodes.Count];
        for (int i = 0; i < nodes.Count; i++)
        {
            (string, TopologyNodeKind, string) common = (nodes[i].Cluster, nodes[i].Kind, key(nodes[i]));
            if (!numbers.TryGetValue(common, out places[i]))
            {
                numbers.Add(common, places[i] = members.Count);
                members.Add([]);
            }

            members[places[i]].Add(nodes[i]);
        }

        return ([.. numbers.Select(one => Together(members[one.Value], one.Key.Key))], places);
    }

    /// <summary>An arrow that stands for several.</summary>
    public static TopologyArrow Arrow(
        string from, string to, TopologyArrowKind kind, int parts, int calls, double percent, IEnumerable<string> reasons) =>
        new(from, to, kind, string.Create(CultureInfo.InvariantCulture, $"{calls} calls"), percent)
        {
            Label = kind switch
            {
                TopologyArrowKind.Fallback => "not used",
                TopologyArrowKind.Unknown => "?",
                TopologyArrowKind.Route => string.Create(CultureInfo.InvariantCulture, $"{parts} ways"),
                _ => $"{Percentages.Of([percent])[0]} %",
            },
            Reason = string.Join("; ", reasons),
        };

    /// <summary>The boxes and arrows of a smaller picture, in their order.</summary>
    public static TopologyView Sorted(TopologyView view, IEnumerable<TopologyNode> nodes, IEnumerable<TopologyArrow> arrows) => view with
    {
        Nodes = [.. nodes.Distinct()
            .OrderBy(node => node.Cluster, StringComparer.Ordinal).ThenBy(node => node.Kind)
            .ThenBy(node => node.Name, StringComparer.Ordinal)],
        Arrows = [.. arrows
            .OrderBy(arrow => arrow.From, StringComparer.Ordinal).ThenBy(arrow => arrow.Kind)
            .ThenBy(arrow => arrow.To, StringComparer.Ordinal)],
    };

    private static string NamespaceOf(TopologyNode node) =>
        node.Name.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? $"{node.Name[..end]}/*" : node.Name;

    // Counted before anything is merged: of a large mesh the smaller picture is not made in vain.
    private static bool Fits(IReadOnlyCollection<TopologyNode> nodes, int most, Func<TopologyNode, string> key)
    {
        var kept = new HashSet<(string, TopologyNodeKind, string)>();
        foreach (TopologyNode node in nodes)
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
        (List<TopologyNode> kept, int[] places) = Groups(view.Nodes, key);
        string[] ids = [.. kept.Select(node => node.Id)];
        var numbers = new Dictionary<string, int>(places.Length, StringComparer.Ordinal);
        for (int i = 0; i < places.Length; i++)
        {
            numbers[view.Nodes[i].Id] = places[i];
        }

        var calls = new HashSet<(string Caller, string Call)>?[ids.Length];
        var parts = new Dictionary<(int From, int To, TopologyArrowKind Kind), List<TopologyArrow>>();
        (TopologyArrow? last, int from) = (null, 0);
        foreach (TopologyArrow arrow in view.Arrows)
        {
            // Most pictures are sorted: the arrows of one call follow each other.
            if (!ReferenceEquals(last?.From, arrow.From) || !ReferenceEquals(last.Call, arrow.Call))
            {
                from = numbers[arrow.From];
                (calls[from] ??= []).Add((arrow.From, arrow.Call));
                last = arrow;
            }

            (int, int, TopologyArrowKind) ends = (from, numbers[arrow.To], arrow.Kind);
            if (!parts.TryGetValue(ends, out List<TopologyArrow>? same))
            {
                parts.Add(ends, same = []);
            }

            same.Add(arrow);
        }

        return Sorted(view, kept, parts.Select(part => Arrow(
            ids[part.Key.From], ids[part.Key.To], part.Key.Kind, part.Value, calls[part.Key.From]!.Count)));
    }

    private static TopologyNode Together(List<TopologyNode> nodes, string key) => nodes is [var only]
        ? only
        : new(nodes[0].Cluster, nodes[0].Kind, Name(key, nodes[0].Kind))
        {
            Detail = string.Create(CultureInfo.InvariantCulture, $"{nodes.Count} together"),
            Pods = nodes.All(node => node.Pods is null) ? null : nodes.Sum(node => node.Pods ?? 0),
            Ready = nodes.All(node => node.Ready is null) ? null : nodes.Sum(node => node.Ready ?? 0),
        };

    private static TopologyArrow Arrow(string from, string to, TopologyArrowKind kind, List<TopologyArrow> parts, int calls) =>
        parts.Count == 1 && calls == 1
            ? parts[0] with { From = from, To = to }
            : Arrow(
                from, to, kind, parts.Count, calls, parts.Sum(arrow => arrow.Percent) / calls,
                parts.Select(arrow => arrow.Reason).Where(reason => reason.Length > 0).Distinct().Take(3));

    private static string Name(string key, TopologyNodeKind kind) => key.Length > 0 ? key : kind switch
    {
        TopologyNodeKind.Client => "all clients",
        TopologyNodeKind.Gateway => "all gateways",
        TopologyNodeKind.Lost => "nobody answers",
        TopologyNodeKind.Host => "all hosts",
        _ => "all services",
    };
}
