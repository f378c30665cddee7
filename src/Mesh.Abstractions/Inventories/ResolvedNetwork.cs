namespace Mesh.Inventories;

/// <summary>A network together with the label or field that it was read from.</summary>
/// <param name="Name">The network; empty when nothing tells, which Istio takes as reachable from everywhere.</param>
/// <param name="Source">Where it comes from; <see langword="null"/> when nothing tells.</param>
public sealed record ResolvedNetwork(string Name, LocalitySource? Source)
{
    /// <summary>No network, from nowhere.</summary>
    public static ResolvedNetwork Unknown { get; } = new("", null);

    /// <summary>The network and where it comes from, for people.</summary>
    /// <returns>For example <c>aws (topology.istio.io/network of Namespace istio-system)</c>.</returns>
    public override string ToString() => $"{Name} ({Source?.ToString() ?? "unknown"})";
}
