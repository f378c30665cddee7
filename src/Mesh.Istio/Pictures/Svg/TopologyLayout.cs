namespace Mesh.Istio.Pictures.Svg;

/// <summary>
/// Where everything of a picture is. Cards stand in columns by region. Inside a card callers stand at the left and what answers at the
/// right; arrows between them run through the space between. An arrow to another card leaves its caller to the left, climbs in the gutter
/// beside the column to a lane of its own above all cards, and comes down in the gutter at the right of the other column. Every arrow has a
/// lane, a place in each gutter and a place at each box for itself: nothing can overlap, and no arrow crosses a card.
/// </summary>
internal sealed class TopologyLayout
{
    public const double Lane = 21;
    public const double Margin = 16;
    public const double Header = 40;

    private const double Track = 10;
    private const double Slot = 21;
    private const double Gap = 14;
    private const double Pad = 12;
    private const double LineHeight = 15;
    private const double WidestBox = 270;
    private const double WidestLabel = 250;

    private readonly TopologyView _view;
    private readonly Dictionary<string, TopologyNode> _nodes;
    private readonly Dictionary<string, PlacedNode> _placed = new(StringComparer.Ordinal);
    private readonly List<PlacedCard> _cards = [];
    private readonly List<PlacedArrow> _arrows = [];
    private readonly List<(string Region, double X, double Y)> _regions = [];
    private readonly CallLabels _labels;
    private readonly TopologyArrow[] _inside;
    private readonly TopologyArrow[] _between;
    private readonly ILookup<string, TopologyArrow> _insideOf;
    private readonly ILookup<(string Cluster, bool Calls), TopologyNode> _stacks;
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    private TopologyLayout(TopologyView view, double top)
    {
        _view = view;
        _labels = new CallLabels(view);
        _nodes = view.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        _inside = [.. view.Arrows.Where(IsInside)];
        _between = [.. view.Arrows.Where(arrow => !IsInside(arrow))];
        _insideOf = _inside.ToLookup(arrow => _nodes[arrow.From].Cluster, StringComparer.Ordinal);
        _stacks = view.Nodes.ToLookup(node => (node.Cluster, node.Calls));
        foreach (KeyValuePair<string, int> ends in Ends(_inside).Concat(Ends(_between)))
        {
            _slots[ends.Key] = Math.Max(_slots.GetValueOrDefault(ends.Key), ends.Value);
        }

        Place(top);
    }

    public IReadOnlyList<PlacedCard> Cards => _cards;

    public IEnumerable<PlacedNode> Nodes => _view.Nodes.Select(node => _placed[node.Id]);

    public IReadOnlyList<PlacedArrow> Arrows => _arrows;

    public IReadOnlyList<(string Region, double X, double Y)> Regions => _regions;

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>Places everything below a line.</summary>
    public static TopologyLayout Of(TopologyView view, double top) => new(view, top);

    private static IEnumerable<KeyValuePair<string, int>> Ends(TopologyArrow[] arrows) => arrows
        .SelectMany(arrow => arrow.From == arrow.To ? [arrow.From] : (string[])[arrow.From, arrow.To])
        .CountBy(id => id, StringComparer.Ordinal);

    private bool IsInside(TopologyArrow arrow) => _nodes[arrow.From].Cluster == _nodes[arrow.To].Cluster;

    private void Place(double top)
    {
        double lanes = top + Margin;
        double cardsTop = lanes + (_between.Length * Lane) + 24;
        double x = Margin;
        double bottom = cardsTop;
        var left = new Dictionary<string, double>(StringComparer.Ordinal);
        var right = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (IGrouping<string, TopologyCluster> column in _view.Clusters.GroupBy(ColumnOf, StringComparer.Ordinal))
        {
            var names = column.Select(cluster => cluster.Name).ToHashSet(StringComparer.Ordinal);
            int leaving = _between.Count(arrow => names.Contains(_nodes[arrow.From].Cluster));
            int coming = _between.Count(arrow => names.Contains(_nodes[arrow.To].Cluster));
            left[column.Key] = x;
            x += (leaving + 1) * Track;
            double width = column.Max(CardWidth);
            double y = cardsTop;
            _regions.Add((column.First().Region, x, cardsTop - 8));
            foreach (TopologyCluster cluster in column)
            {
                double height = PlaceCard(cluster, x, y, width);
                y += height + Margin;
            }

            bottom = Math.Max(bottom, y);
            x += width;
            right[column.Key] = x + Track;
            x += (coming + 1) * Track;
            x += Margin;
        }

        PlaceInside();
        PlaceBetween(lanes, left, right);
        Width = Math.Max(x, 420);
        Height = bottom;
    }

    private static string ColumnOf(TopologyCluster cluster) => cluster.Name.Length == 0 ? "\uffff" : cluster.Region;

    private double CardWidth(TopologyCluster cluster) =>
        Math.Max(
            Math.Max(SvgText.Width(cluster.Name), cluster.Load is null ? 0 : SvgText.Width(NodeLines.OfCard(cluster))) + (2 * Pad),
            (2 * Pad) + StackWidth(cluster, isLeft: true) + ChannelWidth(cluster) + StackWidth(cluster, isLeft: false));

    private double StackWidth(TopologyCluster cluster, bool isLeft)
    {
        TopologyNode[] nodes = [.. Stack(cluster, isLeft)];
        return nodes.Length == 0 ? 0 : Math.Clamp(nodes.Max(BoxWidth), 90, WidestBox);
    }

    private IEnumerable<TopologyNode> Stack(TopologyCluster cluster, bool isLeft) => _stacks[(cluster.Name, isLeft)];

    private static double BoxWidth(TopologyNode node) =>
        NodeLines.Of(node).Max(line => SvgText.Width(line)) + 20;

    // Tracks for the turns, then room for the labels.
    private double ChannelWidth(TopologyCluster cluster)
    {
        TopologyArrow[] arrows = [.. _insideOf[cluster.Name]];
        return arrows.Length == 0 ? Pad : ((arrows.Length + 1) * Track) + arrows.Max(LabelWidth) + 20;
    }

    private double LabelWidth(TopologyArrow arrow) => Math.Min(WidestLabel, SvgText.Width(LabelOf(arrow)) + 8);

    private string LabelOf(TopologyArrow arrow) => _labels.Of(arrow, " ");

    private double PlaceCard(TopologyCluster cluster, double x, double y, double width)
    {
        double rightStack = StackWidth(cluster, isLeft: false);
        double leftBottom = PlaceStack(Stack(cluster, isLeft: true), x + Pad, y + Header, StackWidth(cluster, isLeft: true));
        double rightBottom = PlaceStack(Stack(cluster, isLeft: false), x + width - Pad - rightStack, y + Header, rightStack);
        double height = Math.Max(leftBottom, rightBottom) - y;
        _cards.Add(new PlacedCard(cluster, x, y, width, height));
        return height;
    }

    private double PlaceStack(IEnumerable<TopologyNode> nodes, double x, double y, double width)
    {
        foreach (TopologyNode node in nodes)
        {
            double height = Math.Max((NodeLines.Of(node).Length * LineHeight) + 12, (_slots.GetValueOrDefault(node.Id) * Slot) + 8);
            _placed[node.Id] = new PlacedNode(node, x, y, width, height);
            y += height + Gap;
        }

        return y;
    }

    private void PlaceInside()
    {
        var used = new Dictionary<(string, bool), int>();
        foreach (IGrouping<string, TopologyArrow> card in _insideOf)
        {
            TopologyArrow[] arrows = [.. card];
            double channel = arrows.Max(arrow => _placed[arrow.From].Right);
            for (int i = 0; i < arrows.Length; i++)
            {
                (PlacedNode from, PlacedNode to) = (_placed[arrows[i].From], _placed[arrows[i].To]);
                double turn = channel + ((i + 1) * Track);
                double start = SlotOf(used, from, isLeft: false);
                double end = SlotOf(used, to, isLeft: true);
                double labelX = channel + ((arrows.Length + 1) * Track);
                double room = to.X - labelX - 12;
                _arrows.Add(new PlacedArrow(
                    arrows[i], [(from.Right, start), (turn, start), (turn, end), (to.X, end)],
                    SvgText.Fit(LabelOf(arrows[i]), room), labelX, end - 6, room, IsInCard: true));
            }
        }
    }

    private void PlaceBetween(double lanes, Dictionary<string, double> left, Dictionary<string, double> right)
    {
        var used = new Dictionary<(string, bool), int>();
        var leaving = new Dictionary<string, int>(StringComparer.Ordinal);
        var coming = new Dictionary<string, int>(StringComparer.Ordinal);
        Dictionary<string, string> columns = _view.Clusters.ToDictionary(cluster => cluster.Name, ColumnOf, StringComparer.Ordinal);
        for (int i = 0; i < _between.Length; i++)
        {
            (PlacedNode from, PlacedNode to) = (_placed[_between[i].From], _placed[_between[i].To]);
            string home = columns[from.Node.Cluster];
            string away = columns[to.Node.Cluster];
            leaving[home] = leaving.GetValueOrDefault(home) + 1;
            coming[away] = coming.GetValueOrDefault(away) + 1;
            double x1 = left[home] + (leaving[home] * Track) - (Track / 2);
            double x2 = right[away] + (coming[away] * Track) - (Track / 2);
            double lane = lanes + (i * Lane) + Lane;
            double start = SlotOf(used, from, isLeft: true);
            double end = SlotOf(used, to, isLeft: false);
            double labelX = Math.Min(x1, x2) + 8;
            double room = Math.Abs(x2 - x1) - 16;
            string label = $"{from.Node.Name} · {_between[i].Call} · {_between[i].Label}";
            _arrows.Add(new PlacedArrow(
                _between[i], [(from.X, start), (x1, start), (x1, lane), (x2, lane), (x2, end), (to.Right, end)],
                SvgText.Width(label) <= room ? label : SvgText.Fit(LabelOf(_between[i]), room), labelX, lane - 6, room, IsInCard: false));
        }
    }

    // Every arrow touches its box at a height of its own.
    private static double SlotOf(Dictionary<(string, bool), int> used, PlacedNode node, bool isLeft)
    {
        int slot = used.GetValueOrDefault((node.Node.Id, isLeft));
        used[(node.Node.Id, isLeft)] = slot + 1;
        return node.Y + 16 + (slot * Slot);
    }
}
