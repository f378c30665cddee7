namespace Mesh.LoadBalancing;

/// <summary>
/// The fields of <c>localityLbSetting</c> that decide priorities and weights. A value with every default means: fail over by region, zone,
/// subzone.
/// </summary>
public sealed record LocalityLbConfig
{
    /// <summary>
    /// Weights per place. <see langword="null"/> means the field is absent; present, even without a matching rule, it switches
    /// <see cref="Failover"/> and <see cref="FailoverPriority"/> off.
    /// </summary>
    public ValueList<DistributeRule>? Distribute { get; init; }

    /// <summary>The region to use next, per region. <see langword="null"/> means absent: all other regions are equal.</summary>
    public ValueList<RegionFailover>? Failover { get; init; }

    /// <summary>
    /// Labels, or <c>label=value</c>, to compare in order: an endpoint is the nearer, the later its first mismatch.
    /// <see langword="null"/> means absent.
    /// </summary>
    public ValueList<string>? FailoverPriority
    {
        get;
        init
        {
            field = value;
            Keys = FailoverPriorityKey.Parse(value ?? default);
        }
    }

    /// <summary>
    /// Whether the setting is on; <see langword="null"/> is Istio's default, on. An off setting also hides the mesh-wide one.
    /// </summary>
    public bool? Enabled { get; init; }

    internal ValueList<FailoverPriorityKey> Keys { get; private init; }
}
