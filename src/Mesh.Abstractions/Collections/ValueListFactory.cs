namespace Mesh;

/// <summary>Makes <see cref="ValueList{T}"/> values; collection expressions call it.</summary>
public static class ValueList
{
    /// <summary>Copies the elements into a new list.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="items">The elements in order.</param>
    /// <returns>The list.</returns>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? default : new ValueList<T>(items.ToArray());

    /// <summary>Copies the elements of a sequence into a new list.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="items">The elements in order; enumerated once.</param>
    /// <returns>The list.</returns>
    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items) => items is ValueList<T> list ? list : Wrap(items.ToArray());

    /// <summary>Takes ownership of an array that nobody else writes to.</summary>
    internal static ValueList<T> Wrap<T>(T[] items) => items.Length == 0 ? default : new ValueList<T>(items);
}
