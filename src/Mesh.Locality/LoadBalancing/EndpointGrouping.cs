namespace Mesh.LoadBalancing;

/// <summary>Groups the endpoints of a host by locality, as istiod does before any load balancing setting is looked at.</summary>
public static class EndpointGrouping
{
    /// <summary>
    /// Groups endpoints by <see cref="LocalityEndpoint.LocalityText"/>. Group once per host and reuse the result for every client: it does
    /// not depend on the client (istio <c>endpoint_builder.go</c>).
    /// </summary>
    /// <param name="endpoints">The endpoints in istiod's order.</param>
    /// <returns>The groups in ordinal order of the locality text, priority 0, weight = sum of the
    /// endpoints' weights (saturating).</returns>
    public static ValueList<EndpointGroup> Group(ReadOnlySpan<LocalityEndpoint> endpoints)
    {
        if (endpoints.IsEmpty)
        {
            return default;
        }

        var sorted = endpoints.ToArray();
        // Stable by hand: the members of a group keep their order.
        var keys = new (string Locality, int Index)[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            keys[i] = (sorted[i].LocalityText, i);
        }

        Array.Sort(keys, sorted, ByLocality.Instance);
        var groups = new List<EndpointGroup>();
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && keys[end].Locality == keys[start].Locality)
            {
                end++;
            }

            ReadOnlySpan<LocalityEndpoint> members = sorted.AsSpan(start, end - start);
            groups.Add(new EndpointGroup(members[0].Locality, ValueList.Create(members)) { Weight = SumOfWeights(members) });
        }

        return groups.ToValueList();
    }

    private static uint SumOfWeights(ReadOnlySpan<LocalityEndpoint> endpoints)
    {
        ulong sum = 0;
        foreach (LocalityEndpoint endpoint in endpoints)
        {
            sum += endpoint.Weight;
        }

        return (uint)Math.Min(sum, uint.MaxValue);
    }

    private sealed class ByLocality : IComparer<(string Locality, int Index)>
    {
        internal static readonly ByLocality Instance = new();

        public int Compare((string Locality, int Index) x, (string Locality, int Index) y)
        {
            int order = string.CompareOrdinal(x.Locality, y.Locality);
            return order != 0 ? order : x.Index.CompareTo(y.Index);
        }
    }
}
