namespace Mesh.LoadBalancing;

/// <summary>Endpoints of one locality that share a priority: Envoy's <c>LocalityLbEndpoints</c>.</summary>
/// <param name="Locality">Where the endpoints are.</param>
/// <param name="Endpoints">The endpoints; a group may be empty and then still occupies its priority.</param>
public sealed record EndpointGroup(Locality Locality, ValueList<LocalityEndpoint> Endpoints)
{
    /// <summary>The priority: 0 is used first; a higher one only for what the lower ones cannot take. Default: 0.</summary>
    public int Priority { get; init; }

    /// <summary>
    /// The locality's weight, the sum of its endpoints' weights unless <c>distribute</c> sets it; <see langword="null"/> when not sent.
    /// </summary>
    public uint? Weight { get; init; }
}
