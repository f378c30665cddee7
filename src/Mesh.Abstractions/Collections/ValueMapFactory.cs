namespace Mesh;

/// <summary>Makes <see cref="ValueMap{TValue}"/> values; collection expressions call it.</summary>
public static class ValueMap
{
    /// <summary>Copies the entries into a new map; of entries with the same key the last one wins.</summary>
    /// <typeparam name="TValue">The value type.</typeparam>
    /// <param name="entries">The entries in any order.</param>
    /// <returns>The map.</returns>
    public static ValueMap<TValue> Create<TValue>(ReadOnlySpan<KeyValuePair<string, TValue>> entries)
    {
        if (entries.IsEmpty)
        {
            return default;
        }

        KeyValuePair<string, TValue>[] copy = entries.ToArray();
        return new ValueMap<TValue>(IsSorted(copy) ? copy : Sort(copy));
    }

    /// <summary>Copies the entries of a sequence into a new map; of entries with the same key the last one wins.</summary>
    /// <typeparam name="TValue">The value type.</typeparam>
    /// <param name="entries">The entries in any order; enumerated once.</param>
    /// <returns>The map.</returns>
    public static ValueMap<TValue> ToValueMap<TValue>(this IEnumerable<KeyValuePair<string, TValue>> entries) =>
        entries is ValueMap<TValue> map ? map : Create<TValue>(entries.ToArray());

    private static bool IsSorted<TValue>(KeyValuePair<string, TValue>[] entries)
    {
        for (int i = 1; i < entries.Length; i++)
        {
            if (string.CompareOrdinal(entries[i - 1].Key, entries[i].Key) >= 0)
            {
                return false;
            }
        }

        return entries[0].Key is not null;
    }

    private static KeyValuePair<string, TValue>[] Sort<TValue>(KeyValuePair<string, TValue>[] entries)
    {
        int[] order = new int[entries.Length];
        for (int i = 0; i < order.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(entries[i].Key);
            order[i] = i;
        }

        // Equal keys stay in their order, so that the last of them can win.
        Array.Sort(order, (left, right) =>
        {
            int byKey = string.CompareOrdinal(entries[left].Key, entries[right].Key);
            return byKey != 0 ? byKey : left.CompareTo(right);
        });
        var sorted = new List<KeyValuePair<string, TValue>>(order.Length);
        foreach (int index in order)
        {
            if (sorted.Count > 0 && sorted[^1].Key == entries[index].Key)
            {
                sorted[^1] = entries[index];
            }
            else
            {
                sorted.Add(entries[index]);
            }
        }

        return [.. sorted];
    }
}
