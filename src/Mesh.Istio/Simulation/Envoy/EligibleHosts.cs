using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Envoy;

/// <summary>
/// The healthy or the degraded hosts of a priority: one set, or one set per locality when localities are chosen first, by weight or by
/// zone.
/// </summary>
internal sealed class EligibleHosts
{
    private readonly HostPicker _hosts;
    private readonly HostPicker[] _perPlace;
    private readonly double[] _weights;
    private readonly EdfScheduler? _byWeight;
    private readonly double[]? _zones;

    private EligibleHosts(HostPicker hosts, HostPicker[] perPlace, double[] weights, EdfScheduler? byWeight, double[]? zones)
    {
        _hosts = hosts;
        _perPlace = perPlace;
        _weights = weights;
        _byWeight = byWeight;
        _zones = zones;
    }

    /// <summary>All of them.</summary>
    internal ReadOnlySpan<int> Hosts => _hosts.Hosts;

    internal static EligibleHosts Build(
        HostState wanted,
        ReadOnlySpan<ClusterPlace> places,
        ReadOnlySpan<HostSlot> slots,
        ReadOnlySpan<HostState> states,
        UpstreamClusterOptions settings,
        double[]? zones,
        ref SeededRandom random)
    {
        TrafficShareOptions options = settings.Spread;
        bool split = options.LocalityWeighted || zones is not null;
        var eligible = new List<int>();
        var perPlace = new HostPicker[split ? places.Length : 0];
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

            if (!split)
            {
                continue;
            }

            int count = eligible.Count - start;
            perPlace[i] = new HostPicker(eligible.GetRange(start, count).ToArray(), slots, options.Policy, settings.Warmup, ref random);
            weights[i] = options.LocalityWeighted
                ? LocalityWeights.Unchecked(places[i].Weight, places[i].Hosts.Length, count, excluded, options.OverprovisioningFactor)
                : 0;
            if (weights[i] > 0)
            {
                scheduler ??= new EdfScheduler(places.Length);
                scheduler.Add(i, weights[i], random.NextDouble());
            }
        }

        return new EligibleHosts(
            new HostPicker(eligible.ToArray(), slots, options.Policy, settings.Warmup, ref random), perPlace, weights, scheduler, zones);
    }

    internal int Pick(ReadOnlySpan<HostSlot> slots, ref SeededRandom random)
    {
        if (_byWeight is not null)
        {
            int place = _byWeight.Peek();
            _byWeight.Requeue(_weights[place]);
            return _perPlace[place].Pick(slots, ref random);
        }

        return (_zones is null ? _hosts : _perPlace[PickZone(ref random)]).Pick(slots, ref random);
    }

    private int PickZone(ref SeededRandom random)
    {
        double rest = random.NextDouble();
        int last = 0;
        for (int i = 0; i < _zones!.Length; i++)
        {
            if (_zones[i] <= 0)
            {
                continue;
            }

            last = i;
            rest -= _zones[i];
            if (rest < 0)
            {
                break;
            }
        }

        return last;
    }
}
