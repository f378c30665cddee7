using Mesh.Inventories;

namespace Mesh.Istio.Pictures.Views;

/// <summary>Collects boxes and arrows, each once, and sorts them.</summary>
internal sealed class Draft
{
    private readonly Dictionary<(string Cluster, TopologyNodeKind Kind, string Name), TopologyNode> _nodes = [];
    private readonly Dictionary<(string From, string To, TopologyArrowKind Kind, string Call), TopologyArrow> _arrows = [];
    private readonly Dictionary<string, string> _regions = new(StringComparer.Ordinal);

    /// <summary>Adds a box where it is not there yet, and returns its id.</summary>
    public string Node(string cluster, TopologyNodeKind kind, string name, string detail)
    {
        if (!_nodes.TryGetValue((cluster, kind, name), out TopologyNode? node) || (node.Detail.Length == 0 && detail.Length > 0))
        {
            node = new TopologyNode(cluster, kind, name) { Detail = detail };
            _nodes[(cluster, kind, name)] = node;
        }

        return node.Id;
    }

    public void Arrow(TopologyArrow arrow)
    {
        _arrows[arrow.Key] = _arrows.TryGetValue(arrow.Key, out TopologyArrow? known)
            ? known with { Percent = known.Percent + arrow.Percent, Label = $"{known.Label}, {arrow.Label}" }
            : arrow;
    }

    /// <summary>A place that was seen in a cluster says its region.</summary>
    public void Locate(string cluster, Locality locality)
    {
        if (!locality.IsEmpty)
        {
            _regions.TryAdd(cluster, locality.Region);
        }
    }

    public TopologyView ToView(Inventory? inventory)
    {
        var pods = new PodCounts(inventory);
        return new TopologyView
        {
            Title = "",
            Clusters = ClusterCards.Of(_nodes.Values.Select(node => node.Cluster).Distinct(StringComparer.Ordinal), _regions, inventory),
            Nodes = [.. _nodes.Values.Select(pods.Of)
                .OrderBy(node => node.Cluster, StringComparer.Ordinal)
                .ThenBy(node => node.Kind)
                .ThenBy(node => node.Name, StringComparer.Ordinal)],
            Arrows = [.. _arrows.Values
                .OrderBy(arrow => arrow.From, StringComparer.Ordinal)
                .ThenBy(arrow => arrow.Call, StringComparer.Ordinal)
                .ThenBy(arrow => arrow.Kind)
                .ThenBy(arrow => arrow.To, StringComparer.Ordinal)],
        };
    }
}
