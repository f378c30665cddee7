namespace Mesh.Istio.Pictures;

/// <summary>What stands at arrows: the call too where their caller makes several.</summary>
internal sealed class CallLabels(TopologyView view)
{
    private readonly HashSet<string> _callers =
    [
        .. view.Arrows
            .Select(arrow => (arrow.From, arrow.Call))
            .Distinct()
            .GroupBy(call => call.From, StringComparer.Ordinal)
            .Where(calls => calls.Skip(1).Any())
            .Select(calls => calls.Key),
    ];

    public string Of(TopologyArrow arrow, string between) =>
        _callers.Contains(arrow.From) ? $"{arrow.Label}{between}{arrow.Call}" : arrow.Label;
}
