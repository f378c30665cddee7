namespace Mesh.LoadBalancing;

/// <summary>
/// Priorities by labels: <c>failoverPriority</c>. Splits every group by the position of the first label that does not match; the later, the
/// better. Groups without endpoints disappear (istio <c>applyFailoverPriorities</c>).
/// </summary>
internal sealed class LabelPriorities
{
    private readonly ValueList<EndpointGroup> _groups;
    private readonly ValueList<FailoverPriorityKey> _keys;
    private readonly bool _networkFirst;

    // The endpoints' values of the keys, endpoint by endpoint: looking labels up again for every client would be most of the work.
    private readonly string[] _values;

    /// <param name="groups">The groups.</param>
    /// <param name="keys">The keys in order.</param>
    /// <param name="prefersNetwork">
    /// Whether a first key <c>topology.istio.io/network</c> only puts endpoints of other networks behind all of the client's own network,
    /// and the comparison goes on.
    /// </param>
    internal LabelPriorities(ValueList<EndpointGroup> groups, ValueList<FailoverPriorityKey> keys, bool prefersNetwork)
    {
        _groups = groups;
        _keys = keys;
        _networkFirst = prefersNetwork && keys[0] is { Expected: null, Label: TopologyLabels.Network };
        var values = new List<string>();
        foreach (EndpointGroup group in groups)
        {
            foreach (LocalityEndpoint endpoint in group.Endpoints)
            {
                foreach (FailoverPriorityKey key in keys)
                {
                    values.Add(ValueOf(endpoint.Labels, key.Label));
                }
            }
        }

        _values = [.. values];
    }

    internal ValueList<EndpointGroup> For(ValueMap<string> client)
    {
        if (client.IsEmpty || _groups.IsEmpty)
        {
            return _groups;
        }

        var wanted = new string[_keys.Count];
        for (int i = 0; i < wanted.Length; i++)
        {
            wanted[i] = _keys[i].Expected ?? ValueOf(client, _keys[i].Label);
        }

        int count = _values.Length / wanted.Length;
        Span<int> ranks = count <= PriorityCompaction.StackLimit ? stackalloc int[count] : new int[count];
        for (int i = 0; i < count; i++)
        {
            ranks[i] = Rank(_values.AsSpan(i * wanted.Length, wanted.Length), wanted);
        }

        PriorityCompaction.Compact(ranks);
        var split = new List<EndpointGroup>(_groups.Count);
        foreach (EndpointGroup group in _groups)
        {
            Split(group, ranks[..group.Endpoints.Count], split);
            ranks = ranks[group.Endpoints.Count..];
        }

        return ValueList.Wrap(split.ToArray());
    }

    /// <summary>Adds one group per priority that occurs, the first ones first.</summary>
    private static void Split(EndpointGroup group, ReadOnlySpan<int> priorities, List<EndpointGroup> result)
    {
        int last = -1;
        for (int taken = 0; taken < priorities.Length;)
        {
            int priority = int.MaxValue;
            foreach (int candidate in priorities)
            {
                priority = candidate > last && candidate < priority ? candidate : priority;
            }

            int count = priorities.Count(priority);
            result.Add(
                new EndpointGroup(
                    group.Locality,
                    count == priorities.Length ? group.Endpoints : Members(group.Endpoints.AsSpan(), priorities, priority, count))
                {
                    Priority = priority,
                    Weight = Weight(group.Endpoints.AsSpan(), priorities, priority),
                });
            last = priority;
            taken += count;
        }
    }

    private int Rank(ReadOnlySpan<string> values, ReadOnlySpan<string> wanted)
    {
        int otherNetwork = 0;
        for (int i = 0; i < wanted.Length; i++)
        {
            if (values[i] == wanted[i])
            {
                continue;
            }

            if (i > 0 || !_networkFirst)
            {
                return wanted.Length - i + otherNetwork;
            }

            otherNetwork = wanted.Length;
        }

        return otherNetwork;
    }

    private static ValueList<LocalityEndpoint> Members(
        ReadOnlySpan<LocalityEndpoint> endpoints, ReadOnlySpan<int> ranks, int rank, int count)
    {
        var members = new LocalityEndpoint[count];
        int next = 0;
        for (int i = 0; i < endpoints.Length; i++)
        {
            if (ranks[i] == rank)
            {
                members[next++] = endpoints[i];
            }
        }

        return ValueList.Wrap(members);
    }

    private static uint Weight(ReadOnlySpan<LocalityEndpoint> endpoints, ReadOnlySpan<int> ranks, int rank)
    {
        uint weight = 0;
        for (int i = 0; i < endpoints.Length; i++)
        {
            weight = ranks[i] == rank ? unchecked(weight + endpoints[i].Weight) : weight;
        }

        return weight;
    }

    private static string ValueOf(ValueMap<string> labels, string label) => labels.TryGetValue(label, out string? value) ? value : "";
}
