namespace Mesh.LoadBalancing;

/// <summary>The working memory of <see cref="TrafficShares"/>: spreads load over priorities, localities and hosts.</summary>
internal sealed class TrafficSpread
{
    private readonly HostTable _table;
    private readonly TrafficShareOptions _options;
    private readonly HostState[] _states;
    private readonly PriorityHosts[] _perPlace;
    private readonly double[] _placeShares;

    internal TrafficSpread(HostTable table, TrafficShareOptions options)
    {
        _table = table;
        _options = options;
        _states = new HostState[table.Hosts.Length];
        _perPlace = new PriorityHosts[table.Places.Length];
        _placeShares = new double[table.Places.Length];
        HostsPerPriority = new PriorityHosts[table.PriorityCount];
        Shares = new double[table.Hosts.Length];
        for (int i = 0; i < _states.Length; i++)
        {
            HostTable.Host host = table.Hosts[i];
            _states[i] = HostStates.Of(host.Endpoint.Health);
            HostStates.Count(_states[i], ref HostsPerPriority[host.Priority]);
            HostStates.Count(_states[i], ref _perPlace[host.Place]);
        }
    }

    internal PriorityHosts[] HostsPerPriority { get; }

    internal double[] Shares { get; }

    internal double Lost { get; private set; }

    internal void Add(PriorityLoad load)
    {
        for (int priority = 0; priority < _table.PriorityCount; priority++)
        {
            AddPriority(priority, load.Healthy[priority] / 100.0, HostState.Healthy, load.Panic[priority]);
            AddPriority(priority, load.Degraded[priority] / 100.0, HostState.Degraded, load.Panic[priority]);
        }
    }

    private void AddPriority(int priority, double load, HostState wanted, bool panic)
    {
        if (load <= 0)
        {
            return;
        }

        if (panic)
        {
            AddHosts(priority, place: -1, wanted: null, load);
        }
        else if ((_options.LocalityWeighted && WeighPlaces(priority, wanted)) || (priority == 0 && PlanZones()))
        {
            for (int place = 0; place < _placeShares.Length; place++)
            {
                if (_placeShares[place] > 0)
                {
                    AddHosts(priority, place, wanted, load * _placeShares[place]);
                }
            }
        }
        else
        {
            AddHosts(priority, place: -1, wanted, load);
        }
    }

    private bool WeighPlaces(int priority, HostState wanted)
    {
        double sum = 0;
        for (int i = 0; i < _placeShares.Length; i++)
        {
            PriorityHosts hosts = _perPlace[i];
            int eligible = wanted == HostState.Healthy ? hosts.Healthy : hosts.Degraded;
            _placeShares[i] = _table.Places[i].Priority != priority ? 0 : LocalityWeights.Unchecked(
                _table.Places[i].Weight, hosts.Total, eligible, hosts.Excluded, _options.OverprovisioningFactor);
            sum += _placeShares[i];
        }

        for (int i = 0; i < _placeShares.Length && sum > 0; i++)
        {
            _placeShares[i] /= sum;
        }

        return sum > 0;
    }

    private bool PlanZones()
    {
        if (_options.Zones is not { } zones)
        {
            return false;
        }

        int[] places = [.. Enumerable.Range(0, _perPlace.Length).Where(i => _table.Places[i].Priority == 0 && _perPlace[i].Total > 0)];
        Locality[] localities = [.. places.Select(i => _table.Places[i].Locality)];
        int[] healthy = [.. places.Select(i => _perPlace[i].Healthy)];
        if (ZoneShares.Compute(zones, localities, healthy) is not { } shares)
        {
            return false;
        }

        Array.Clear(_placeShares);
        for (int i = 0; i < places.Length; i++)
        {
            _placeShares[places[i]] = shares[i];
        }

        return true;
    }

    /// <summary>
    /// Spreads load over the hosts of a priority, or of one place in it, that are in the wanted state; any state where it is null.
    /// </summary>
    private void AddHosts(int priority, int place, HostState? wanted, double load)
    {
        int first = place < 0 ? 0 : place;
        int last = place < 0 ? _perPlace.Length - 1 : place;
        double sum = 0;
        for (int i = first; i <= last; i++)
        {
            sum += _table.Places[i].Priority == priority ? SumOfWeights(_table.Places[i], wanted) : 0;
        }

        if (sum <= 0)
        {
            Lost += load;
            return;
        }

        for (int i = first; i <= last; i++)
        {
            HostTable.Place range = _table.Places[i];
            for (int host = range.Start; range.Priority == priority && host < range.Start + range.Count; host++)
            {
                Shares[host] += wanted is null || _states[host] == wanted ? load * WeightOf(host) / sum : 0;
            }
        }
    }

    private double SumOfWeights(HostTable.Place range, HostState? wanted)
    {
        double sum = 0;
        for (int host = range.Start; host < range.Start + range.Count; host++)
        {
            sum += wanted is null || _states[host] == wanted ? WeightOf(host) : 0;
        }

        return sum;
    }

    private double WeightOf(int host) => _options.Policy == LbPolicy.Random ? 1 : Math.Max(1, _table.Hosts[host].Endpoint.Weight);
}
