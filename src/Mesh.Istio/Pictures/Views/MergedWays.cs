namespace Mesh.Istio.Pictures.Views;

/// <summary>The ways between two boxes that stand for many.</summary>
internal sealed class MergedWays
{
    private const int Reasons = 3;

    // The first by names, each reason once.
    private readonly List<(string From, string To, WayText Text)> _first = [];
    private int _count;

    public void Add(string from, string to, WayText text)
    {
        _count++;
        if (_first.Count == Reasons && Compare((from, to), _first[^1]) >= 0)
        {
            return;
        }

        int same = _first.FindIndex(known => known.Text.Reason == text.Reason);
        if (same >= 0 && Compare((from, to), _first[same]) >= 0)
        {
            return;
        }

        _first.RemoveRange(same >= 0 ? same : Math.Min(_first.Count, Reasons - 1), same >= 0 || _first.Count == Reasons ? 1 : 0);
        int place = _first.FindIndex(known => Compare((from, to), known) < 0);
        _first.Insert(place < 0 ? _first.Count : place, (from, to, text));
    }

    public TopologyArrow ToArrow(string from, string to, int calls) => _count == 1 && calls == 1
        ? new TopologyArrow(from, to, TopologyArrowKind.Route, _first[0].From, 0)
        {
            Label = _first[0].Text.Label,
            Reason = _first[0].Text.Reason,
        }
        : Collapsing.Arrow(from, to, TopologyArrowKind.Route, _count, calls, 0, _first.Select(way => way.Text.Reason));

    private static int Compare((string From, string To) one, (string From, string To, WayText Text) other) =>
        string.CompareOrdinal(one.From, other.From) is not 0 and var first ? first : string.CompareOrdinal(one.To, other.To);
}
