using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Cel;

/// <summary>Values of rules: null, bool, long, double, string, TimeSpan, Uri, list, map.</summary>
internal static class CelValues
{
    public static object? FromJson(JsonNode? node) => node switch
    {
        null => null,
        JsonObject members => members.ToDictionary(member => (object)member.Key, member => FromJson(member.Value)),
        JsonArray items => items.Select(FromJson).ToList(),
        _ when node.AsText() is { } text => text,
        _ when node.IsBoolean(out bool flag) => flag,
        _ when node.IsWhole(out long whole) => whole,
        _ => node.IsNumber(out double number) ? number : null,
    };

    public static bool Same(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (long a, double b) => ((double)a).Equals(b),
        (double a, long b) => a.Equals(b),
        (List<object?> a, List<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (Dictionary<object, object?> a, Dictionary<object, object?> b) =>
            a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out object? other) && Same(pair.Value, other)),
        (CelOptional a, CelOptional b) => a.HasValue == b.HasValue && (!a.HasValue || Same(a.Value, b.Value)),
        _ => left is not null && left.Equals(right),
    };

    /// <summary>Whether a list has an element or a map a key.</summary>
    public static bool Contains(object? holder, object? value) => holder is Dictionary<object, object?> map
        ? value is not null && map.ContainsKey(value) : Elements(holder).Any(element => Same(value, element));

    /// <summary>What comparing or reading a value costs: a tenth of a character or element, and of what is below.</summary>
    public static long Size(object? value) => value switch
    {
        string text => text.Length,
        List<object?> list => list.Count,
        Dictionary<object, object?> map => map.Count,
        CelOptional { HasValue: true } optional => Size(optional.Value),
        _ => 1,
    };

    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (double a, double b) => a.CompareTo(b),
        (long a, double b) => ((double)a).CompareTo(b),
        (double a, long b) => a.CompareTo((double)b),
        (string a, string b) => string.CompareOrdinal(a, b),
        (TimeSpan a, TimeSpan b) => a.CompareTo(b),
        (bool a, bool b) => a.CompareTo(b),
        _ => throw new CelException("no such overload"),
    };

    /// <summary>What <c>exists</c>, <c>all</c> and the like go through: elements of a list, keys of a map.</summary>
    public static IEnumerable<object?> Elements(object? value) => value switch
    {
        List<object?> list => list,
        Dictionary<object, object?> map => map.Keys,
        _ => throw new CelException("no such overload"),
    };

    public static bool Truth(object? value) => value is bool flag ? flag : throw new CelException("no such overload");
}
