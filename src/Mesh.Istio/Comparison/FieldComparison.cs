namespace Mesh.Istio.Comparison;

/// <summary>A field in which the generated and the existing object differ.</summary>
/// <param name="Path">The field: <c>spec.http[0].route[1].weight</c>; a key that is no plain name stands in quotes:
/// <c>metadata.labels["a/b"]</c>.</param>
/// <param name="Generated">The generated value as compact JSON; <see langword="null"/> when only the existing object has the field.</param>
/// <param name="Existing">The existing value as compact JSON; <see langword="null"/> when only the generated object has the field.</param>
/// <param name="Last">What Mesh generated last, as compact JSON; <see langword="null"/> when it
/// did not have the field or is not known.</param>
/// <param name="Origin">Who changed it.</param>
/// <param name="IsKept">
/// Whether applying leaves the existing value: server-side apply does not touch a field that Mesh never set. Items of lists are never
/// kept, because Istio's lists are replaced as a whole, and neither is a field that Mesh generated last.
/// </param>
public sealed record FieldComparison(string Path, string? Generated, string? Existing, string? Last, FieldOrigin Origin, bool IsKept)
{
    /// <summary>The field on one line: <c>spec.host: "a" → "b"</c>, from what exists to what will be.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString()
    {
        string origin = Origin switch
        {
            FieldOrigin.ByHand => ", changed by hand",
            FieldOrigin.Both => $", changed by hand and generated anew (last {Last ?? "absent"})",
            FieldOrigin.Generated => ", generated anew",
            _ => "",
        };
        return $"{Path}: {Existing ?? "absent"} {(IsKept ? "stays" : $"→ {Generated ?? "absent"}")}{origin}";
    }
}
