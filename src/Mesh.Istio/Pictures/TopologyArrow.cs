namespace Mesh.Istio.Pictures;

/// <summary>An arrow of a picture: requests of one call from a box to another.</summary>
/// <param name="From">The box that calls, by <see cref="TopologyNode.Id"/>.</param>
/// <param name="To">The box that answers, by <see cref="TopologyNode.Id"/>.</param>
/// <param name="Kind">What happens to the requests.</param>
/// <param name="Call">The call: the host and port as the caller writes them, and the request where one was asked for.</param>
/// <param name="Percent">The part of the call's requests, from 0 to 100. The arrows of one call add up to 100.</param>
public sealed record TopologyArrow(string From, string To, TopologyArrowKind Kind, string Call, double Percent)
{
    /// <summary>The percentage as it is printed; those of one call add up as printed.</summary>
    public string Label { get; init; } = "";

    /// <summary>Why: of a fallback what puts it there, of a loss what is wrong; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is the same of an arrow in two pictures.</summary>
    internal (string From, string To, TopologyArrowKind Kind, string Call) Key => (From, To, Kind, Call);
}
