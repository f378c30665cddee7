namespace Mesh.LoadBalancing;

/// <summary>The one locality setting that holds for a client and a service, chosen among DestinationRule, service and mesh.</summary>
/// <remarks>Settings are never merged: one replaces the others whole (istio <c>loadbalancer.go</c> GetEffectiveLbSetting).</remarks>
public sealed record EffectiveLbSetting
{
    private static readonly EffectiveLbSetting Zone = ByLabels(
        ["topology.istio.io/network", LocalityLabel.Region, LocalityLabel.Zone]);

    private static readonly EffectiveLbSetting Node = ByLabels(
        ["topology.istio.io/network", LocalityLabel.Region, LocalityLabel.Zone, LocalityLabel.Subzone, TopologyLabels.Hostname]);

    /// <summary>The locality setting, or <see langword="null"/> when zones or nothing decide.</summary>
    public LocalityLbConfig? Locality { get; private init; }

    /// <summary>The zone-aware setting, or <see langword="null"/>.</summary>
    public ZoneAwareLbConfig? ZoneAware { get; private init; }

    /// <summary>
    /// Whether priorities are made even without outlier detection: for <c>trafficDistribution</c> and zone-aware routing.
    /// </summary>
    public bool ForcesFailover { get; private init; }

    /// <summary>No setting: every group keeps priority 0.</summary>
    public static EffectiveLbSetting None { get; } = new();

    /// <summary>
    /// Chooses the setting that holds. The first that is given wins: rule zone-aware, rule locality, service, mesh zone-aware, mesh
    /// locality.
    /// </summary>
    /// <param name="ruleZoneAware">The DestinationRule's <c>zoneAwareLbSetting</c>; ignored before Istio 1.31.</param>
    /// <param name="ruleLocality">The DestinationRule's <c>localityLbSetting</c>.</param>
    /// <param name="distribution">The service's <c>trafficDistribution</c>.</param>
    /// <param name="meshZoneAware">MeshConfig's <c>zoneAwareLbSetting</c>; ignored before Istio 1.31.</param>
    /// <param name="meshLocality">MeshConfig's <c>localityLbSetting</c>; Istio's default is an empty one, which means on.</param>
    /// <param name="version">The Istio version of the control plane.</param>
    /// <returns>The setting; <see cref="None"/> where nothing is set or the winner is off.</returns>
    public static EffectiveLbSetting Select(
        ZoneAwareLbConfig? ruleZoneAware,
        LocalityLbConfig? ruleLocality,
        TrafficDistribution distribution,
        ZoneAwareLbConfig? meshZoneAware,
        LocalityLbConfig? meshLocality,
        IstioVersion version)
    {
        if (ruleZoneAware is not null && version.HasZoneAwareRouting)
        {
            return ByZone(ruleZoneAware);
        }

        if (ruleLocality is not null)
        {
            return ByLocality(ruleLocality);
        }

        if (distribution != TrafficDistribution.Any)
        {
            return distribution == TrafficDistribution.PreferSameNode ? Node : Zone;
        }

        if (meshZoneAware is not null && version.HasZoneAwareRouting)
        {
            return ByZone(meshZoneAware);
        }

        return meshLocality is null ? None : ByLocality(meshLocality);
    }

    /// <summary>The setting without <c>failoverPriority</c>, for clusters where istiod does not apply it.</summary>
    internal EffectiveLbSetting WithoutLabels() =>
        Locality is null ? this : this with { Locality = Locality with { FailoverPriority = null } };

    private static EffectiveLbSetting ByZone(ZoneAwareLbConfig setting) =>
        new() { ZoneAware = setting, ForcesFailover = setting.Enabled != false };

    private static EffectiveLbSetting ByLocality(LocalityLbConfig setting) =>
        setting.Enabled == false ? None : new() { Locality = setting };

    private static EffectiveLbSetting ByLabels(ValueList<string> labels) =>
        new() { Locality = new LocalityLbConfig { FailoverPriority = labels }, ForcesFailover = true };
}
