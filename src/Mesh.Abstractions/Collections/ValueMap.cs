using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Mesh;

/// <summary>
/// An immutable map from text to values, kept in ordinal order of its keys and equal to another map with equal entries.
/// Labels, annotations and port maps are such maps; their order in the output is therefore always the same.
/// </summary>
/// <remarks>
/// Thread-safe. <c>default</c> and <see cref="Empty"/> are the same empty map. Look-ups are binary searches: maps here hold a handful of
/// entries. Write one as <c>[new("app", "details")]</c>; of entries with the same key the last one wins.
/// </remarks>
/// <typeparam name="TValue">The value type; give it value equality.</typeparam>
[CollectionBuilder(typeof(ValueMap), nameof(ValueMap.Create))]
[DebuggerDisplay("Count = {Count}")]
public readonly struct ValueMap<TValue> : IReadOnlyDictionary<string, TValue>, IEquatable<ValueMap<TValue>>
{
    private readonly KeyValuePair<string, TValue>[]? _entries;

    internal ValueMap(KeyValuePair<string, TValue>[] sorted) => _entries = sorted;

    /// <summary>The map without entries.</summary>
    public static ValueMap<TValue> Empty => default;

    /// <inheritdoc/>
    public int Count => _entries?.Length ?? 0;

    /// <summary>Whether the map has no entries.</summary>
    public bool IsEmpty => Count == 0;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => Entries.Select(entry => entry.Key);

    /// <inheritdoc/>
    public IEnumerable<TValue> Values => Entries.Select(entry => entry.Value);

    private KeyValuePair<string, TValue>[] Entries => _entries ?? [];

    /// <inheritdoc/>
    public TValue this[string key] =>
        TryGetValue(key, out TValue? value) ? value : throw new KeyNotFoundException($"There is no entry '{key}'.");

    /// <summary>The entries in ordinal key order as a span, without copying.</summary>
    /// <returns>A read-only view of the map.</returns>
    public ReadOnlySpan<KeyValuePair<string, TValue>> AsSpan() => _entries;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value)
    {
        int index = IndexOf(key);
        value = index >= 0 ? _entries![index].Value : default;
        return index >= 0;
    }

    /// <summary>A new map with one entry more, or with another value for a key that is there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The new map; this one is unchanged.</returns>
    public ValueMap<TValue> With(string key, TValue value) => ValueMap.Create<TValue>([.. Entries, new(key, value)]);

    /// <summary>A new map with the entries of both; where both hold a key, the other one's value wins.</summary>
    /// <param name="other">The map laid over this one.</param>
    /// <returns>The union.</returns>
    public ValueMap<TValue> With(ValueMap<TValue> other) =>
        other.IsEmpty ? this : IsEmpty ? other : ValueMap.Create<TValue>([.. Entries, .. other.Entries]);

    /// <summary>Enumerates the entries in ordinal key order without allocating.</summary>
    /// <returns>The enumerator of a <c>foreach</c>.</returns>
    public ReadOnlySpan<KeyValuePair<string, TValue>>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    IEnumerator<KeyValuePair<string, TValue>> IEnumerable<KeyValuePair<string, TValue>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, TValue>>)Entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Entries.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ValueMap<TValue> other)
    {
        if (ReferenceEquals(_entries, other._entries))
        {
            return true;
        }

        if (Count != other.Count)
        {
            return false;
        }

        for (int i = 0; i < Count; i++)
        {
            if (Entries[i].Key != other.Entries[i].Key
                || !EqualityComparer<TValue>.Default.Equals(Entries[i].Value, other.Entries[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueMap<TValue> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach ((string key, TValue value) in AsSpan())
        {
            hash.Add(key);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether two maps hold equal entries.</summary>
    /// <param name="left">One map.</param>
    /// <param name="right">The other map.</param>
    /// <returns><see langword="true"/> when they are equal.</returns>
    public static bool operator ==(ValueMap<TValue> left, ValueMap<TValue> right) => left.Equals(right);

    /// <summary>Whether two maps differ.</summary>
    /// <param name="left">One map.</param>
    /// <param name="right">The other map.</param>
    /// <returns><see langword="true"/> when they differ.</returns>
    public static bool operator !=(ValueMap<TValue> left, ValueMap<TValue> right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", Entries.Select(entry => $"{entry.Key}: {entry.Value}"))}}}";

    private int IndexOf(string key)
    {
        int low = 0;
        int high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = string.CompareOrdinal(_entries![middle].Key, key);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
