namespace Mesh.Istio.Pictures;

/// <summary>What became of one arrow between two pictures.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Arrow">The arrow afterwards; of one that is gone as it was before.</param>
/// <param name="Before">The part of the requests before, from 0 to 100.</param>
/// <param name="After">The part of the requests afterwards, from 0 to 100.</param>
public sealed record TopologyChange(TopologyChangeKind Kind, TopologyArrow Arrow, double Before, double After);
