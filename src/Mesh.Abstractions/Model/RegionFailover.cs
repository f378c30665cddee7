namespace Mesh;

/// <summary>The region to which clients of another region fall back first.</summary>
/// <param name="From">The clients' region.</param>
/// <param name="To">The region to fall back to.</param>
public sealed record RegionFailover(string From, string To);
