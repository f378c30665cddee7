namespace Mesh.LoadBalancing;

/// <summary>Closes the gaps between raw priorities: the smallest becomes 0, the next 1, and so on.</summary>
internal static class PriorityCompaction
{
    /// <summary>The largest number of groups whose scratch space lives on the stack.</summary>
    internal const int StackLimit = 64;

    internal static void Compact(Span<int> raw)
    {
        Span<int> distinct = raw.Length <= StackLimit ? stackalloc int[raw.Length] : new int[raw.Length];
        raw.CopyTo(distinct);
        distinct.Sort();
        int count = 0;
        for (int i = 0; i < distinct.Length; i++)
        {
            if (count == 0 || distinct[i] != distinct[count - 1])
            {
                distinct[count++] = distinct[i];
            }
        }

        distinct = distinct[..count];
        for (int i = 0; i < raw.Length; i++)
        {
            raw[i] = distinct.BinarySearch(raw[i]);
        }
    }

    /// <summary>The groups with these priorities; groups that keep theirs are the same objects.</summary>
    internal static ValueList<EndpointGroup> With(ReadOnlySpan<EndpointGroup> groups, ReadOnlySpan<int> priorities)
    {
        var result = new EndpointGroup[groups.Length];
        for (int i = 0; i < groups.Length; i++)
        {
            result[i] = groups[i].Priority == priorities[i] ? groups[i] : groups[i] with { Priority = priorities[i] };
        }

        return ValueList.Wrap(result);
    }
}
