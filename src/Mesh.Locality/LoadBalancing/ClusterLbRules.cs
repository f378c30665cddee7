namespace Mesh.LoadBalancing;

/// <summary>What istiod writes into the load balancing part of an Envoy cluster.</summary>
public static class ClusterLbRules
{
    /// <summary>The panic threshold that istiod writes, in percent of healthy hosts.</summary>
    /// <param name="minHealthPercent">The effective <c>outlierDetection.minHealthPercent</c> (0 when not set); <see langword="null"/>
    /// without outlier detection.</param>
    /// <param name="distribution">The service's traffic distribution.</param>
    /// <param name="supportsUnhealthyEndpoints">
    /// Whether istiod sends the service's unhealthy endpoints: by default since 1.31 (<see cref="IstioVersion.SendsUnhealthyEndpoints"/>).
    /// </param>
    /// <returns>The threshold; 0 switches panic off; <see langword="null"/> leaves Envoy's default, 50.</returns>
    public static int? PanicThreshold(int? minHealthPercent, TrafficDistribution distribution, bool supportsUnhealthyEndpoints) =>
        distribution != TrafficDistribution.Any ? 0
        : minHealthPercent is { } percent ? percent
        : supportsUnhealthyEndpoints ? 0
        : null;

    /// <summary>
    /// Whether istiod switches locality weighted load balancing on: for <c>distribute</c>, and for failover with an explicit list. Default
    /// failover, without a list, has none: inside one priority hosts are chosen over all localities.
    /// </summary>
    /// <param name="setting">The setting that holds.</param>
    /// <param name="outlierDetection">Whether the effective policy has outlier detection.</param>
    /// <returns>Whether <c>locality_weighted_lb_config</c> is written (istio <c>loadbalancer.go</c>).</returns>
    public static bool IsLocalityWeighted(EffectiveLbSetting setting, bool outlierDetection)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return setting.Locality is { } locality
            && (locality.Distribute is not null
                || ((outlierDetection || setting.ForcesFailover)
                && (locality.Failover is not null || locality.FailoverPriority is not null)));
    }
}
