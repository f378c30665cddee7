namespace Mesh.LoadBalancing;

/// <summary>
/// A load assignment as Envoy takes it in: of endpoints with the same address only the first counts, whatever its priority, and groups
/// with the same locality and priority are one, with the weight of the last (Envoy <c>eds.cc</c>, <c>PriorityStateManager</c>).
/// </summary>
internal sealed class HostTable
{
    /// <summary>The highest priority that Envoy accepts.</summary>
    private const int MaxPriority = 128;

    private HostTable(Host[] hosts, Place[] places, int priorities)
    {
        Hosts = hosts;
        Places = places;
        PriorityCount = priorities;
    }

    /// <summary>The hosts, those of one place next to each other.</summary>
    internal Host[] Hosts { get; }

    internal Place[] Places { get; }

    /// <summary>The highest priority plus one; at least 1, as in Envoy.</summary>
    internal int PriorityCount { get; }

    internal static HostTable Build(ReadOnlySpan<EndpointGroup> groups)
    {
        int count = 0;
        foreach (EndpointGroup group in groups)
        {
            count += group.Endpoints.Count;
        }

        var hosts = new List<Host>(count);
        var places = new List<Place>(groups.Length);
        var index = new Dictionary<(int, Locality), int>(groups.Length);
        var seen = new HashSet<(string, int)>(count);
        int priorities = 1;
        foreach (EndpointGroup group in groups)
        {
            int priority = Math.Clamp(group.Priority, 0, MaxPriority);
            priorities = Math.Max(priorities, priority + 1);
            if (!index.TryGetValue((priority, group.Locality), out int place))
            {
                place = places.Count;
                places.Add(new Place(group.Locality, priority, group.Weight));
                index.Add((priority, group.Locality), place);
            }
            else if (group.Weight is not null)
            {
                places[place] = places[place] with { Weight = group.Weight };
            }

            foreach (LocalityEndpoint endpoint in group.Endpoints)
            {
                if (seen.Add((endpoint.Address, endpoint.Port)))
                {
                    hosts.Add(new Host(endpoint, priority, place));
                }
            }
        }

        Host[] ordered = [.. hosts];
        Place[] ranges = [.. places];
        OrderByPlace(ordered, ranges);
        return new HostTable(ordered, ranges, priorities);
    }

    /// <summary>
    /// Moves the hosts of a place together, so that a place is a range of hosts; equal places keep the order of the groups.
    /// </summary>
    private static void OrderByPlace(Host[] hosts, Place[] places)
    {
        var sorted = new Host[hosts.Length];
        Span<int> next = new int[places.Length];
        foreach (Host host in hosts)
        {
            places[host.Place] = places[host.Place] with { Count = places[host.Place].Count + 1 };
        }

        for (int i = 0, start = 0; i < places.Length; i++)
        {
            places[i] = places[i] with { Start = start };
            next[i] = start;
            start += places[i].Count;
        }

        foreach (Host host in hosts)
        {
            sorted[next[host.Place]++] = host;
        }

        sorted.CopyTo(hosts, 0);
    }

    /// <summary>A host of the cluster.</summary>
    internal readonly record struct Host(LocalityEndpoint Endpoint, int Priority, int Place);

    /// <summary>A locality inside a priority, and its hosts as a range of <see cref="Hosts"/>.</summary>
    internal readonly record struct Place(Locality Locality, int Priority, uint? Weight, int Start = 0, int Count = 0);
}
