namespace Mesh.Istio.Generation.Edge;

/// <summary>A transit gateway in one cluster, as it stands to one host.</summary>
internal sealed class TransitInCluster(GatewayEntry entry, GatewayInCluster site)
{
    public GatewayEntry Entry { get; } = entry;

    public GatewayInCluster Site { get; } = site;

    /// <summary>
    /// How many transit gateways are between a caller of this one and the host, this one counted; 0 while no way is known. A transit gateway passes
    /// requests only to what is one nearer, so no request ever comes back.
    /// </summary>
    public int Level { get; set; }

    /// <summary>The clusters that requests can end in.</summary>
    public HashSet<string> Targets { get; } = new(StringComparer.Ordinal);
}
