using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Envoy;

/// <summary>One priority as the proxy's workers see it: what the last delivered update said.</summary>
internal sealed class PrioritySnapshot
{
    private readonly HostPicker _all;
    private readonly EligibleHosts _healthy;
    private readonly EligibleHosts _degraded;
    private readonly HashSettings? _hashing;
    private readonly HashedHosts?[] _tables = new HashedHosts?[3];

    private PrioritySnapshot(PriorityHosts hosts, HostPicker all, EligibleHosts healthy, EligibleHosts degraded, HashSettings? hashing)
    {
        _hashing = hashing;
        Hosts = hosts;
        _all = all;
        _healthy = healthy;
        _degraded = degraded;
    }

    internal PriorityHosts Hosts { get; }

    /// <summary>Takes the state of a priority over.</summary>
    /// <param name="priority">The priority.</param>
    /// <param name="places">Its localities with their hosts.</param>
    /// <param name="slots">All hosts.</param>
    /// <param name="states">What each host counts as, ejections included.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="random">The source of everything random.</param>
    internal static PrioritySnapshot Take(
        int priority,
        ReadOnlySpan<ClusterPlace> places,
        ReadOnlySpan<HostSlot> slots,
        ReadOnlySpan<HostState> states,
        UpstreamClusterOptions settings,
        ref SeededRandom random)
    {
        TrafficShareOptions options = settings.Spread;
        PriorityHosts hosts = default;
        var all = new List<int>();
        foreach (ClusterPlace place in places)
        {
            foreach (int host in place.Hosts)
            {
                HostStates.Count(states[host], ref hosts);
                all.Add(host);
            }
        }

        double[]? zones = priority == 0 && options.Zones is { } awareness ? ZoneSharesOf(awareness, places, states) : null;
        return new PrioritySnapshot(
            hosts,
            new HostPicker(all.ToArray(), slots, options.Policy, settings.Warmup, ref random),
            EligibleHosts.Build(HostState.Healthy, places, slots, states, settings, zones, ref random),
            EligibleHosts.Build(HostState.Degraded, places, slots, states, settings, zones, ref random),
            settings.Hashing);
    }

    internal int Pick(bool panic, bool degraded, ReadOnlySpan<HostSlot> slots, ulong? hash, ref SeededRandom random)
    {
        if (hash is { } key && _hashing is not null)
        {
            int which = panic ? 0 : degraded ? 2 : 1;
            ReadOnlySpan<int> hosts = panic ? _all.Hosts : (degraded ? _degraded : _healthy).Hosts;
            _tables[which] ??= HashedHosts.Build(hosts, slots, _hashing);
            return _tables[which]?.Pick(key) ?? -1;
        }

        return panic ? _all.Pick(slots, ref random) : (degraded ? _degraded : _healthy).Pick(slots, ref random);
    }

    /// <summary>The share of each place by zone-aware routing; places without hosts get none.</summary>
    private static double[]? ZoneSharesOf(ZoneAwareness zones, ReadOnlySpan<ClusterPlace> places, ReadOnlySpan<HostState> states)
    {
        var populated = new List<int>(places.Length);
        var localities = new List<Locality>(places.Length);
        var healthy = new List<int>(places.Length);
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i].Hosts.Length == 0)
            {
                continue;
            }

            int count = 0;
            foreach (int host in places[i].Hosts)
            {
                count += states[host] == HostState.Healthy ? 1 : 0;
            }

            populated.Add(i);
            localities.Add(places[i].Locality);
            healthy.Add(count);
        }

        if (ZoneShares.Compute(zones, localities.ToArray(), healthy.ToArray()) is not { } shares)
        {
            return null;
        }

        var result = new double[places.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            result[populated[i]] = shares[i];
        }

        return result;
    }
}
