namespace Mesh.LoadBalancing;

/// <summary>One rule of <c>failover</c>: the region that is used when the client's own region fails.</summary>
/// <param name="From">The client's region. Of several rules for one region only the first counts.</param>
/// <param name="To">The region to prefer among the others.</param>
public sealed record RegionFailover(string From, string To);
