namespace Mesh.Inventories;

/// <summary>A locality together with the labels or fields that it was read from.</summary>
/// <param name="Value">The locality; empty when nothing tells.</param>
/// <param name="Sources">Where each part comes from; empty when nothing tells.</param>
public sealed record ResolvedLocality(Locality Value, ValueList<LocalitySource> Sources)
{
    /// <summary>No locality, from nowhere.</summary>
    public static ResolvedLocality Unknown { get; } = new(Locality.Empty, []);

    /// <summary>The locality and where it comes from, for people.</summary>
    /// <returns>For example <c>us-east-2/us-east-2a (topology.kubernetes.io/region of Node ip-10-0-1-7, …)</c>.</returns>
    public override string ToString() =>
        Sources.IsEmpty ? $"{Value} (unknown)" : $"{Value} ({string.Join(", ", Sources)})";
}
