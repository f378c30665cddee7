namespace Mesh.Inventories;

/// <summary>A node of a cluster.</summary>
public sealed record NodeInfo
{
    /// <summary>The node's name.</summary>
    public required string Name { get; init; }

    /// <summary>The node's labels.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>The node's IP addresses, on which node ports are; empty where nothing says.</summary>
    public ValueList<string> Addresses { get; init; }

    /// <summary>Those of <see cref="Addresses"/> that are reachable from outside of the cluster (type ExternalIP). Default: none.</summary>
    public ValueList<string> ExternalAddresses { get; init; }

    /// <summary>Where the node is, and which labels say so.</summary>
    public ResolvedLocality Locality { get; init; } = ResolvedLocality.Unknown;
}
