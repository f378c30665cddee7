namespace Mesh.LoadBalancing;

/// <summary>
/// Locality weights by rule: <c>distribute</c>. The first rule for the client's place divides each percentage among the groups it covers
/// by their weights, rounded up, and empties all groups that no destination covers. Without a rule for the client nothing changes
/// (istio <c>applyLocalityWeights</c>).
/// </summary>
internal sealed class DistributedWeights
{
    private readonly ValueList<EndpointGroup> _groups;
    private readonly ValueList<DistributeRule> _rules;

    // What a rule makes of the groups does not depend on the client; computed when first needed.
    private readonly EndpointGroup[]?[] _results;

    internal DistributedWeights(ValueList<EndpointGroup> groups, ValueList<DistributeRule> rules)
    {
        _groups = groups;
        _rules = rules;
        _results = new EndpointGroup[rules.Count][];
    }

    internal ValueList<EndpointGroup> For(Locality client)
    {
        for (int i = 0; i < _rules.Count; i++)
        {
            if (LocalityRule.Matches(_rules[i].From, client))
            {
                return ValueList.Wrap(_results[i] ??= Apply(_groups, _rules[i].To));
            }
        }

        return _groups;
    }

    private static EndpointGroup[] Apply(ValueList<EndpointGroup> groups, ValueMap<uint> destinations)
    {
        EndpointGroup[] result = [.. groups.AsSpan()];
        // The destination that covers a group, plus one; istiod's order of overlapping destinations is random, here it is ordinal.
        Span<int> coveredBy = result.Length <= PriorityCompaction.StackLimit ? stackalloc int[result.Length] : new int[result.Length];
        coveredBy.Clear();
        ReadOnlySpan<KeyValuePair<string, uint>> entries = destinations.AsSpan();
        for (int d = 0; d < entries.Length; d++)
        {
            uint total = 0;
            for (int i = 0; i < result.Length; i++)
            {
                if (coveredBy[i] == 0 && LocalityRule.Matches(entries[d].Key, result[i].Locality))
                {
                    coveredBy[i] = d + 1;
                    total = unchecked(total + (result[i].Weight ?? 1));
                }
            }

            for (int i = 0; i < result.Length; i++)
            {
                // istiod multiplies in 32 bits.
                double weight = coveredBy[i] == d + 1 ? (double)unchecked((result[i].Weight ?? 1) * entries[d].Value) / total : 0;
                if (weight > 0)
                {
                    result[i] = result[i] with { Weight = double.IsFinite(weight) ? (uint)Math.Ceiling(weight) : uint.MaxValue };
                }
            }
        }

        for (int i = 0; i < result.Length; i++)
        {
            result[i] = coveredBy[i] == 0 && !result[i].Endpoints.IsEmpty ? result[i] with { Endpoints = default } : result[i];
        }

        return result;
    }
}
