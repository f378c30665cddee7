using System.Collections;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Mesh;

/// <summary>
/// An immutable list that is equal to another list with equal elements in the same order. Every collection of a Mesh record is one,
/// so records that hold lists keep structural equality.
/// </summary>
/// <remarks>Thread-safe. <c>default</c> and <see cref="Empty"/> are the same empty list. Write one
/// as a collection expression: <c>[a, b]</c>.</remarks>
/// <typeparam name="T">The element type; give it value equality.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
[DebuggerDisplay("Count = {Count}")]
public readonly struct ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[]? _items;

    internal ValueList(T[] items) => _items = items;

    /// <summary>The list without elements.</summary>
    public static ValueList<T> Empty => default;

    /// <inheritdoc/>
    public int Count => _items?.Length ?? 0;

    /// <summary>Whether the list has no elements.</summary>
    public bool IsEmpty => Count == 0;

    /// <inheritdoc/>
    public T this[int index] => Items[index];

    private T[] Items => _items ?? [];

    /// <summary>The elements as a span, without copying.</summary>
    /// <returns>A read-only view of the list.</returns>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>A new list with one more element at the end.</summary>
    /// <param name="item">The element to append.</param>
    /// <returns>The longer list; this one is unchanged.</returns>
    public ValueList<T> Add(T item) => new([.. Items, item]);

    /// <summary>A new list with more elements at the end.</summary>
    /// <param name="items">The elements to append, in their order.</param>
    /// <returns>The longer list; this one is unchanged.</returns>
    public ValueList<T> AddRange(IEnumerable<T> items) => new([.. Items, .. items]);

    /// <summary>Enumerates without allocating.</summary>
    /// <returns>The enumerator of a <c>foreach</c>.</returns>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ValueList<T> other) => ReferenceEquals(_items, other._items) || AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (T item in AsSpan())
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether two lists hold equal elements in the same order.</summary>
    /// <param name="left">One list.</param>
    /// <param name="right">The other list.</param>
    /// <returns><see langword="true"/> when they are equal.</returns>
    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    /// <summary>Whether two lists differ.</summary>
    /// <param name="left">One list.</param>
    /// <param name="right">The other list.</param>
    /// <returns><see langword="true"/> when they differ.</returns>
    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Items)}]";
}
