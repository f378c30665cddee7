using Mesh.Diagnostics;

namespace Mesh.Dumps;

/// <summary>A fact with the object that it was read from.</summary>
internal sealed record Sourced<T>(T Value, ObjectIdentity Head)
{
    /// <summary>Where the labels that tell a locality stand, by label; empty when there are none.</summary>
    public ValueMap<TextPosition> LabelPositions { get; init; }

    public SourceLocation PlaceOf(string label) =>
        LabelPositions.TryGetValue(label, out TextPosition position) ? Head.Place with { Position = position } : Head.Place;
}
