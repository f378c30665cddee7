namespace Mesh.LoadBalancing;

/// <summary>
/// Gives every group of endpoints of a host its priority and weight for a client: the arithmetic of istiod's locality load balancing.
/// </summary>
/// <remarks>
/// Make one per host and setting and ask it for every client; what does not depend on the client is computed once. Thread-safe.
/// Restates istio <c>loadbalancer.go</c> ApplyLocalityLoadBalancer.
/// </remarks>
public sealed class PriorityAssignment
{
    private readonly ValueList<EndpointGroup> _groups;
    private readonly ValueList<RegionFailover> _failover;
    private readonly LabelPriorities? _labels;
    private readonly DistributedWeights? _weights;
    private readonly bool _zoneAware;
    private readonly bool _ranks;

    /// <summary>Prepares a host.</summary>
    /// <param name="groups">The groups of the host with priority 0, see <see cref="EndpointGrouping"/>.</param>
    /// <param name="setting">The setting that holds, see <see cref="EffectiveLbSetting.Select"/>.</param>
    /// <param name="outlierDetection">Whether the effective policy for the host has outlier
    /// detection; without it there is no failover.</param>
    /// <param name="version">The Istio version of the control plane.</param>
    public PriorityAssignment(ValueList<EndpointGroup> groups, EffectiveLbSetting setting, bool outlierDetection, IstioVersion version)
    {
        ArgumentNullException.ThrowIfNull(setting);
        _groups = groups;
        if (setting.Locality?.Distribute is { } distribute)
        {
            _weights = new DistributedWeights(groups, distribute);
            return;
        }

        _zoneAware = setting.ZoneAware is not null;
        // Zone-aware settings need no outlier detection; one that is off ranks nothing, although it hides the locality setting.
        _ranks = _zoneAware ? setting.ForcesFailover : setting.Locality is not null && (outlierDetection || setting.ForcesFailover);
        _failover = setting.ZoneAware?.Failover ?? setting.Locality?.Failover ?? default;
        ValueList<FailoverPriorityKey> keys = setting.ZoneAware?.Keys ?? setting.Locality?.Keys ?? default;
        if (_ranks && !keys.IsEmpty)
        {
            _labels = new LabelPriorities(groups, keys, version.PrefersNetworkFirst);
        }
    }

    /// <summary>
    /// Applies the setting: <c>distribute</c> when present; else, with failover, priorities by labels, by region rules, or by plain
    /// distance. Priorities have no gaps: they run from 0 up over all groups, empty ones included.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <returns>The groups; labels can split one into several with different priorities.</returns>
    public ValueList<EndpointGroup> For(LbClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (_weights is not null)
        {
            return _weights.For(client.Locality);
        }

        if (!_ranks)
        {
            return _groups;
        }

        if (_labels is null)
        {
            return ByRegion(_groups, client);
        }

        ValueList<EndpointGroup> split = _labels.For(client.Labels);
        return _failover.IsEmpty && !_zoneAware ? split : ByRegion(split, client);
    }

    private ValueList<EndpointGroup> ByRegion(ValueList<EndpointGroup> groups, LbClient client) => _zoneAware
        ? RegionPriorities.ApplyByRegion(groups, client.Locality, _failover)
        : RegionPriorities.ApplyByDistance(groups, client.Locality, _failover);
}
