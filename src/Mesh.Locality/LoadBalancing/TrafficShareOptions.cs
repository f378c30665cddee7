namespace Mesh.LoadBalancing;

/// <summary>The settings of an Envoy cluster that decide how its traffic spreads. The defaults are Envoy's.</summary>
public sealed record TrafficShareOptions
{
    /// <summary>The load balancing policy. Default: <see cref="LbPolicy.LeastRequest"/>, which is Istio's.</summary>
    public LbPolicy Policy { get; init; }

    /// <summary>
    /// Whether localities are chosen by weight inside a priority, see <see cref="ClusterLbRules.IsLocalityWeighted"/>. Default: no.
    /// </summary>
    public bool LocalityWeighted { get; init; }

    /// <summary>The panic threshold in percent; <see langword="null"/> means <see cref="PriorityLoad.DefaultPanicThreshold"/>.
    /// From 0 to 100.</summary>
    public int? PanicThreshold { get; init; }

    /// <summary>The overprovisioning factor in percent. Default: 140. From 1 to 1,000,000.</summary>
    public int OverprovisioningFactor { get; init; } = PriorityLoad.DefaultOverprovisioningFactor;

    /// <summary>Zone-aware routing in priority 0; <see langword="null"/> means off. Locality weights win over it.</summary>
    public ZoneAwareness? Zones { get; init; }

    internal int EffectivePanicThreshold => PanicThreshold ?? PriorityLoad.DefaultPanicThreshold;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Check()
    {
        PriorityLoad.Check(EffectivePanicThreshold, OverprovisioningFactor, nameof(PanicThreshold), nameof(OverprovisioningFactor));
        Zones?.Check();
    }
}
