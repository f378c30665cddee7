using System.Runtime.InteropServices;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Envoy;

/// <summary>
/// The hosts of an <see cref="UpstreamCluster"/>: gives every host a handle and says which priorities a new load assignment changes.
/// </summary>
internal sealed class ClusterMembers
{
    private readonly OutlierDetector? _detector;
    private readonly Dictionary<(string Address, int Port), int> _handles = [];
    private readonly List<HostSlot> _slots = [];
    private ClusterPlace[][] _places = [];
    private int _assignments;
    private long _now;

    internal ClusterMembers(OutlierDetector? detector) => _detector = detector;

    /// <summary>All hosts ever seen, by handle.</summary>
    internal Span<HostSlot> Slots => CollectionsMarshal.AsSpan(_slots);

    internal int PriorityCount => Math.Max(1, _places.Length);

    internal ReadOnlySpan<ClusterPlace> PlacesOf(int priority) => priority < _places.Length ? _places[priority] : [];

    /// <summary>Takes an assignment over. A host keeps its handle as long as its address and its locality stay.</summary>
    /// <returns>The priorities whose members, health or weights differ from before; an identical assignment changes none.</returns>
    internal bool[] Apply(ReadOnlySpan<EndpointGroup> groups, long now)
    {
        _assignments++;
        _now = now;
        HostTable table = HostTable.Build(groups);
        ClusterPlace[][] before = _places;
        var after = new ClusterPlace[Math.Max(table.PriorityCount, before.Length)][];
        var changed = new bool[after.Length];
        foreach (IGrouping<int, HostTable.Place> level in table.Places.GroupBy(place => place.Priority))
        {
            after[level.Key] = [.. level.Select(place => Adopt(place, table, changed))];
        }

        RemoveAbsent(before, changed);
        for (int i = 0; i < after.Length; i++)
        {
            after[i] ??= [];
            changed[i] |= i >= before.Length || !SamePlaces(before[i], after[i]);
        }

        _places = after;
        return changed;
    }

    private ClusterPlace Adopt(HostTable.Place place, HostTable table, bool[] changed)
    {
        var hosts = new int[place.Count];
        for (int i = 0; i < hosts.Length; i++)
        {
            hosts[i] = Adopt(table.Hosts[place.Start + i].Endpoint, place, changed);
        }

        return new ClusterPlace(place.Locality, place.Weight, hosts);
    }

    private int Adopt(LocalityEndpoint endpoint, HostTable.Place place, bool[] changed)
    {
        var next = new HostSlot
        {
            Endpoint = endpoint,
            Locality = place.Locality,
            Priority = place.Priority,
            Weight = Math.Max(1, endpoint.Weight),
            State = HostStates.Of(endpoint.Health),
            Present = true,
            AddedAt = _now,
            SeenIn = _assignments,
        };
        if (_handles.TryGetValue((endpoint.Address, endpoint.Port), out int handle) && _slots[handle].Locality == place.Locality)
        {
            HostSlot old = _slots[handle];
            if (old.Priority != next.Priority || old.Weight != next.Weight || old.State != next.State)
            {
                changed[old.Priority] = true;
                changed[next.Priority] = true;
            }

            next.ActiveRequests = old.ActiveRequests;
            next.AddedAt = old.AddedAt;
            _slots[handle] = next;
            return handle;
        }

        handle = _slots.Count;
        _slots.Add(next);
        _handles[(endpoint.Address, endpoint.Port)] = handle;
        _detector?.Watch(handle);
        changed[place.Priority] = true;
        return handle;
    }

    private void RemoveAbsent(ClusterPlace[][] before, bool[] changed)
    {
        Span<HostSlot> slots = Slots;
        foreach (ClusterPlace[] level in before)
        {
            foreach (ClusterPlace place in level)
            {
                foreach (int host in place.Hosts)
                {
                    if (slots[host].SeenIn != _assignments)
                    {
                        Remove(host, ref slots[host], changed);
                    }
                }
            }
        }
    }

    private void Remove(int host, ref HostSlot slot, bool[] changed)
    {
        slot.Present = false;
        changed[slot.Priority] = true;
        _detector?.Forget(host);
        (string, int) key = (slot.Endpoint.Address, slot.Endpoint.Port);
        // A host whose locality changed has a new handle under the same address.
        if (_handles[key] == host)
        {
            _handles.Remove(key);
        }
    }

    private static bool SamePlaces(ClusterPlace[] before, ClusterPlace[] after)
    {
        if (before.Length != after.Length)
        {
            return false;
        }

        for (int i = 0; i < before.Length; i++)
        {
            if (before[i].Locality != after[i].Locality || before[i].Weight != after[i].Weight)
            {
                return false;
            }
        }

        return true;
    }
}
