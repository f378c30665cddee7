using Mesh.LoadBalancing;

namespace Mesh.Ejection;

/// <summary>One priority as the proxy's workers see it: what the last delivered update said.</summary>
internal sealed class PrioritySnapshot
{
    private readonly HostPicker _all;
    private readonly Side _healthy;
    private readonly Side _degraded;

    private PrioritySnapshot(PriorityHosts hosts, HostPicker all, Side healthy, Side degraded)
    {
        Hosts = hosts;
        _all = all;
        _healthy = healthy;
        _degraded = degraded;
    }

    internal PriorityHosts Hosts { get; }

    /// <summary>Takes the state of a priority over.</summary>
    /// <param name="places">The localities of the priority with their hosts.</param>
    /// <param name="slots">All hosts.</param>
    /// <param name="states">What each host counts as, ejections included.</param>
    /// <param name="options">The settings.</param>
    /// <param name="random">The source of everything random.</param>
    internal static PrioritySnapshot Take(
        ReadOnlySpan<ClusterPlace> places, ReadOnlySpan<HostSlot> slots, ReadOnlySpan<HostState> states, TrafficShareOptions options, ref SeededRandom random)
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

        return new PrioritySnapshot(
            hosts,
            new HostPicker(all.ToArray(), slots, options.Policy, ref random),
            Side.Build(HostState.Healthy, places, slots, states, options, ref random),
            Side.Build(HostState.Degraded, places, slots, states, options, ref random));
    }

    internal int Pick(bool panic, bool degraded, ReadOnlySpan<HostSlot> slots, ref SeededRandom random) =>
        panic ? _all.Pick(slots, ref random) : (degraded ? _degraded : _healthy).Pick(slots, ref random);

    /// <summary>The healthy or the degraded hosts, as one set and, with locality weights, as one set per locality.</summary>
    private sealed class Side
    {
        private readonly HostPicker _hosts;
        private readonly HostPicker[] _perPlace;
        private readonly double[] _weights;
        private readonly EdfScheduler? _places;

        private Side(HostPicker hosts, HostPicker[] perPlace, double[] weights, EdfScheduler? places)
        {
            _hosts = hosts;
            _perPlace = perPlace;
            _weights = weights;
            _places = places;
        }

        internal static Side Build(
            HostState wanted,
            ReadOnlySpan<ClusterPlace> places,
            ReadOnlySpan<HostSlot> slots,
            ReadOnlySpan<HostState> states,
            TrafficShareOptions options,
            ref SeededRandom random)
        {
            var eligible = new List<int>();
            var perPlace = new HostPicker[options.LocalityWeighted ? places.Length : 0];
            var weights = new double[perPlace.Length];
            EdfScheduler? scheduler = null;
            for (int i = 0; i < places.Length; i++)
            {
                int start = eligible.Count;
                int excluded = 0;
                foreach (int host in places[i].Hosts)
                {
                    excluded += states[host] == HostState.Excluded ? 1 : 0;
                    if (states[host] == wanted)
                    {
                        eligible.Add(host);
                    }
                }

                if (!options.LocalityWeighted)
                {
                    continue;
                }

                int count = eligible.Count - start;
                perPlace[i] = new HostPicker(eligible.GetRange(start, count).ToArray(), slots, options.Policy, ref random);
                weights[i] = LocalityWeights.Effective(places[i].Weight, places[i].Hosts.Length, count, excluded, options.OverprovisioningFactor);
                if (weights[i] > 0)
                {
                    scheduler ??= new EdfScheduler(places.Length);
                    scheduler.Add(i, weights[i], random.NextDouble());
                }
            }

            return new Side(new HostPicker(eligible.ToArray(), slots, options.Policy, ref random), perPlace, weights, scheduler);
        }

        internal int Pick(ReadOnlySpan<HostSlot> slots, ref SeededRandom random)
        {
            if (_places is null)
            {
                return _hosts.Pick(slots, ref random);
            }

            int place = _places.Peek();
            _places.Requeue(_weights[place]);
            return _perPlace[place].Pick(slots, ref random);
        }
    }
}
