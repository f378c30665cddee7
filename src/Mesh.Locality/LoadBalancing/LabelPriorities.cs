namespace Mesh.LoadBalancing;

/// <summary>Priorities by labels: <c>failoverPriority</c>.</summary>
internal static class LabelPriorities
{
    /// <summary>
    /// Splits every group by the position of the first label that does not match; the later, the better. With <paramref name="prefersNetwork"/>
    /// a first key <c>topology.istio.io/network</c> only puts endpoints of other networks behind all of the client's own network and the
    /// comparison goes on. Groups without endpoints disappear (istio <c>applyFailoverPriorities</c>).
    /// </summary>
    internal static ValueList<EndpointGroup> Apply(
        ValueList<EndpointGroup> groups, ValueMap<string> client, ValueList<FailoverPriorityKey> keys, bool prefersNetwork)
    {
        if (client.IsEmpty || groups.IsEmpty)
        {
            return groups;
        }

        var wanted = new string[keys.Count];
        for (int i = 0; i < wanted.Length; i++)
        {
            wanted[i] = keys[i].Expected ?? ValueOf(client, keys[i].Label);
        }

        bool networkFirst = prefersNetwork && keys[0] is { Expected: null, Label: TopologyLabels.Network };
        var split = new List<EndpointGroup>(groups.Count);
        foreach (EndpointGroup group in groups)
        {
            Split(group, keys.AsSpan(), wanted, networkFirst, split);
        }

        Span<int> raw = split.Count <= PriorityCompaction.StackLimit ? stackalloc int[split.Count] : new int[split.Count];
        for (int i = 0; i < raw.Length; i++)
        {
            raw[i] = split[i].Priority;
        }

        PriorityCompaction.Compact(raw);
        return PriorityCompaction.With(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(split), raw);
    }

    private static void Split(
        EndpointGroup group, ReadOnlySpan<FailoverPriorityKey> keys, ReadOnlySpan<string> wanted, bool networkFirst, List<EndpointGroup> result)
    {
        ReadOnlySpan<LocalityEndpoint> endpoints = group.Endpoints.AsSpan();
        Span<int> ranks = endpoints.Length <= PriorityCompaction.StackLimit ? stackalloc int[endpoints.Length] : new int[endpoints.Length];
        for (int i = 0; i < endpoints.Length; i++)
        {
            ranks[i] = Rank(endpoints[i].Labels, keys, wanted, networkFirst);
        }

        int last = -1;
        for (int taken = 0; taken < endpoints.Length;)
        {
            int rank = int.MaxValue;
            foreach (int candidate in ranks)
            {
                rank = candidate > last && candidate < rank ? candidate : rank;
            }

            int count = ranks.Count(rank);
            result.Add(new EndpointGroup(group.Locality, count == endpoints.Length ? group.Endpoints : Members(endpoints, ranks, rank, count))
            {
                Priority = rank,
                Weight = Weight(endpoints, ranks, rank),
            });
            last = rank;
            taken += count;
        }
    }

    private static int Rank(ValueMap<string> labels, ReadOnlySpan<FailoverPriorityKey> keys, ReadOnlySpan<string> wanted, bool networkFirst)
    {
        int otherNetwork = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            if (ValueOf(labels, keys[i].Label) == wanted[i])
            {
                continue;
            }

            if (i > 0 || !networkFirst)
            {
                return keys.Length - i + otherNetwork;
            }

            otherNetwork = keys.Length;
        }

        return otherNetwork;
    }

    private static ValueList<LocalityEndpoint> Members(ReadOnlySpan<LocalityEndpoint> endpoints, ReadOnlySpan<int> ranks, int rank, int count)
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

        return ValueList.Create<LocalityEndpoint>(members);
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
