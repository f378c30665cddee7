namespace Mesh.LoadBalancing;

/// <summary>
/// The fields of <c>zoneAwareLbSetting</c> (since Istio 1.31): Envoy balances among zones by capacity, istiod only ranks regions.
/// </summary>
public sealed record ZoneAwareLbConfig
{
    /// <summary>The region to use next, per region. <see langword="null"/> means absent.</summary>
    public ValueList<RegionFailover>? Failover { get; init; }

    /// <summary>Labels, or <c>label=value</c>, to compare before regions. <see langword="null"/> means absent.</summary>
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
    /// Whether Envoy routes by zone; <see langword="null"/> is the default, on. Off, the setting still replaces the ones it hides.
    /// </summary>
    public bool? Enabled { get; init; }

    /// <summary>The number of healthy hosts below which zones are ignored; <see langword="null"/> is Envoy's default, 6.</summary>
    public uint? MinClusterSize { get; init; }

    internal ValueList<FailoverPriorityKey> Keys { get; private init; }
}
