namespace Mesh.LoadBalancing;

/// <summary>Gives every group of endpoints its priority and weight for one client: the arithmetic of istiod's locality load balancing.</summary>
/// <remarks>Restates istio <c>loadbalancer.go</c> ApplyLocalityLoadBalancer; checked against istiod 1.30 and 1.31.</remarks>
public static class PriorityAssignment
{
    /// <summary>
    /// Applies a setting: <c>distribute</c> when present; else, with failover, priorities by labels, by region rules, or by plain distance.
    /// Priorities have no gaps: they run from 0 up over all groups, empty ones included.
    /// </summary>
    /// <param name="groups">The groups of the host with priority 0, see <see cref="EndpointGrouping"/>; never changed.</param>
    /// <param name="client">The client.</param>
    /// <param name="setting">The setting that holds, see <see cref="EffectiveLbSetting.Select"/>.</param>
    /// <param name="outlierDetection">Whether the client's effective policy for the host has outlier detection; without it there is no failover.</param>
    /// <param name="version">The Istio version of the control plane.</param>
    /// <returns>The groups; labels can split one into several with different priorities.</returns>
    public static ValueList<EndpointGroup> Assign(
        ValueList<EndpointGroup> groups, LbClient client, EffectiveLbSetting setting, bool outlierDetection, IstioVersion version)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(setting);
        if (setting.Locality?.Distribute is { } distribute)
        {
            return DistributedWeights.Apply(groups, client.Locality, distribute);
        }

        if (setting.ZoneAware is { } zones)
        {
            // Off, it still hides the locality setting; on, it needs no outlier detection and regions count in any case.
            return zones.Enabled == false ? groups : RegionPriorities.ApplyByRegion(
                zones.Keys.IsEmpty ? groups : LabelPriorities.Apply(groups, client.Labels, zones.Keys, version.PrefersNetworkFirst),
                client.Locality,
                zones.Failover ?? default);
        }

        if ((outlierDetection || setting.ForcesFailover) && setting.Locality is { } locality)
        {
            ValueList<RegionFailover> rules = locality.Failover ?? default;
            if (locality.Keys.IsEmpty)
            {
                return RegionPriorities.ApplyByDistance(groups, client.Locality, rules);
            }

            ValueList<EndpointGroup> split = LabelPriorities.Apply(groups, client.Labels, locality.Keys, version.PrefersNetworkFirst);
            return rules.IsEmpty ? split : RegionPriorities.ApplyByDistance(split, client.Locality, rules);
        }

        return groups;
    }
}
