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

        var sorted = new SortedList<string, TValue>(entries.Length, StringComparer.Ordinal);
        foreach ((string key, TValue value) in entries)
        {
            sorted[key] = value;
        }

        return new ValueMap<TValue>(sorted.ToArray());
    }

    /// <summary>Copies the entries of a sequence into a new map; of entries with the same key the last one wins.</summary>
    /// <typeparam name="TValue">The value type.</typeparam>
    /// <param name="entries">The entries in any order; enumerated once.</param>
    /// <returns>The map.</returns>
    public static ValueMap<TValue> ToValueMap<TValue>(this IEnumerable<KeyValuePair<string, TValue>> entries) =>
        entries is ValueMap<TValue> map ? map : Create<TValue>(entries.ToArray());
}
