using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Envoy;

/// <summary>One priority as the proxy's workers see it: what the last delivered update said.</summary>
internal sealed class PrioritySnapshot
{
    private readonly HostPicker _all;
    private readonly EligibleHosts _healthy;
    private readonly EligibleHosts _degraded;

    private PrioritySnapshot(PriorityHosts hosts, HostPicker all, EligibleHosts healthy, EligibleHosts degraded)
    {
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
    /// <param name="options">The settings.</param>
    /// <param name="random">The source of everything random.</param>
    internal static PrioritySnapshot Take(
        int priority,
        ReadOnlySpan<ClusterPlace> places,
        ReadOnlySpan<HostSlot> slots,
        ReadOnlySpan<HostState> states,
        TrafficShareOptions options,
        ref SeededRandom random)
    {
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
            new HostPicker(all.ToArray(), slots, options.Policy, ref random),
            EligibleHosts.Build(HostState.Healthy, places, slots, states, options, zones, ref random),
            EligibleHosts.Build(HostState.Degraded, places, slots, states, options, zones, ref random));
    }

    internal int Pick(bool panic, bool degraded, ReadOnlySpan<HostSlot> slots, ref SeededRandom random) =>
        panic ? _all.Pick(slots, ref random) : (degraded ? _degraded : _healthy).Pick(slots, ref random);

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
