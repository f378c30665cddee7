namespace Mesh.Inventories;

/// <summary>The mesh-wide <c>localityLbSetting</c>, as written.</summary>
public sealed record LocalityLbInfo
{
    /// <summary><c>enabled</c>; <see langword="null"/> when it is not written.</summary>
    public bool? Enabled { get; init; }

    /// <summary><c>distribute</c>: shares by place of the client.</summary>
    public ValueList<LocalityDistribution> Distribute { get; init; }

    /// <summary><c>failover</c>: the region that follows a region.</summary>
    public ValueList<RegionFailover> Failover { get; init; }

    /// <summary><c>failoverPriority</c>: the labels compared, in their order.</summary>
    public ValueList<string> FailoverPriority { get; init; }
}
