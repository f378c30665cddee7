using Mesh.Inventories;

namespace Mesh.Istio.Pictures.Views;

/// <summary>
/// Collects the ways of resources, each once, and sorts them. Boxes are numbers here: a large mesh has hundreds of thousands of ways, and
/// their texts are made once, in the end. Of several equal ones the first by text stays, so that the order of objects does not matter.
/// </summary>
internal sealed class WayDraft
{
    private readonly Dictionary<(string Cluster, TopologyNodeKind Kind, string Name), int> _numbers = [];
    private readonly List<TopologyNode> _nodes = [];
    private readonly Dictionary<long, WayText> _ways = [];

    /// <summary>The number of a box, which is added where it is not there yet.</summary>
    public int Node(string cluster, TopologyNodeKind kind, string name, string detail = "")
    {
        if (!_numbers.TryGetValue((cluster, kind, name), out int number))
        {
            _numbers.Add((cluster, kind, name), number = _nodes.Count);
            _nodes.Add(new TopologyNode(cluster, kind, name) { Detail = detail });
        }
        else if (IsBetter(detail, _nodes[number].Detail))
        {
            _nodes[number] = _nodes[number] with { Detail = detail };
        }

        return number;
    }

    /// <summary>Adds a way.</summary>
    /// <param name="from">The number of a host's box.</param>
    /// <param name="to">The number of another box.</param>
    /// <param name="text">What is written at it.</param>
    public void Way(int from, int to, WayText text)
    {
        long key = ((long)from << 32) | (uint)to;
        if (!_ways.TryGetValue(key, out WayText known) || text.CompareTo(known) < 0)
        {
            _ways[key] = text;
        }
    }

    /// <summary>The picture with a box for each.</summary>
    public TopologyView ToView(Inventory inventory)
    {
        var pods = new PodCounts(inventory);
        string[] ids = [.. _nodes.Select(node => node.Id)];
        int[] byId = [.. Enumerable.Range(0, ids.Length)];
        Array.Sort((string[])ids.Clone(), byId, StringComparer.Ordinal);
        return Cards(inventory) with
        {
            // In one cluster names of one kind are in the order of ids already.
            Nodes = [.. byId.Select(number => pods.Of(_nodes[number]))
                .GroupBy(node => (node.Cluster, node.Kind))
                .OrderBy(group => group.Key.Cluster, StringComparer.Ordinal).ThenBy(group => group.Key.Kind)
                .SelectMany(group => group)],
            Arrows = Arrows(ids, byId),
        };
    }

    /// <summary>
    /// The picture that <see cref="TopologyView.Collapse"/> makes of the one with a box for each, without making that one.
    /// </summary>
    public TopologyView ToView(Inventory inventory, int most)
    {
        if (Collapsing.KeyFor(_nodes, most) is not { } key)
        {
            return ToView(inventory);
        }

        var pods = new PodCounts(inventory);
        (List<TopologyNode> kept, int[] places) = Collapsing.Groups([.. _nodes.Select(pods.Of)], key);
        var ways = new Dictionary<long, MergedWays>();
        int[] calls = new int[kept.Count];
        bool[] isCaller = new bool[_nodes.Count];
        foreach ((long way, WayText text) in _ways)
        {
            (int from, int to) = ((int)(way >> 32), (int)way);
            calls[places[from]] += isCaller[from] ? 0 : 1;
            isCaller[from] = true;
            long ends = ((long)places[from] << 32) | (uint)places[to];
            if (!ways.TryGetValue(ends, out MergedWays? merged))
            {
                ways.Add(ends, merged = new MergedWays());
            }

            merged.Add(_nodes[from].Name, _nodes[to].Name, text);
        }

        string[] ids = [.. kept.Select(node => node.Id)];
        return Collapsing.Sorted(Cards(inventory), kept, ways.Select(
            way => way.Value.ToArrow(ids[way.Key >> 32], ids[(int)way.Key], calls[way.Key >> 32])));
    }

    private TopologyView Cards(Inventory inventory) => new()
    {
        Title = "resources",
        Clusters = ClusterCards.Of(
            _nodes.Select(node => node.Cluster).Distinct(StringComparer.Ordinal), new Dictionary<string, string>(), inventory),
    };

    private static bool IsBetter(string detail, string known) =>
        detail.Length > 0 && (known.Length == 0 || string.CompareOrdinal(detail, known) < 0);

    private ValueList<TopologyArrow> Arrows(string[] ids, int[] byId)
    {
        var rank = new int[byId.Length];
        for (int i = 0; i < byId.Length; i++)
        {
            rank[byId[i]] = i;
        }

        long[] places = [.. _ways.Keys.Select(key => ((long)rank[key >> 32] << 32) | (uint)rank[(int)key])];
        Array.Sort(places);
        var arrows = new TopologyArrow[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            (int from, int to) = (byId[places[i] >> 32], byId[(int)places[i]]);
            WayText text = _ways[((long)from << 32) | (uint)to];
            arrows[i] = new TopologyArrow(ids[from], ids[to], TopologyArrowKind.Route, _nodes[from].Name, 0)
            {
                Label = text.Label,
                Reason = text.Reason,
            };
        }

        return [.. arrows];
    }
}
