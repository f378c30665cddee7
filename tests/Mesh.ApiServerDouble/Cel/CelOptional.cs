namespace Mesh.ApiServerDouble.Cel;

/// <summary>A value that may not be there, such as that of <c>map[?key]</c>.</summary>
internal sealed record CelOptional(bool HasValue, object? Value)
{
    public static readonly CelOptional None = new(false, null);

    public static CelOptional Of(object? value) => new(true, value);

    /// <summary>An element or member, if it is there.</summary>
    public static CelOptional Find(object? target, object? key) => (target, key) switch
    {
        (CelOptional { HasValue: false }, _) => None,
        (CelOptional inner, _) => Find(inner.Value, key),
        (Dictionary<object, object?> map, { } name) => map.TryGetValue(name, out object? value) ? Of(value) : None,
        (List<object?> list, long at) => at >= 0 && at < list.Count ? Of(list[(int)at]) : None,
        _ => throw new CelException("no such overload"),
    };
}
