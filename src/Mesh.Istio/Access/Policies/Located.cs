namespace Mesh.Istio.Access.Policies;

/// <summary>A place in an object that expressions look into, before and after.</summary>
/// <param name="Path">The path as an expression: a text, or texts and indices.</param>
/// <param name="New">What is to be there, as an expression that is cheap to ask again.</param>
/// <param name="Old">What is there.</param>
/// <param name="Depth">How many loops are around it, so that their variables have names of their own.</param>
internal sealed record Located(string Path, string New, string Old, int Depth)
{
    /// <summary>The path of something below, joined to texts before it where possible.</summary>
    public string Below(string text) =>
        Path.EndsWith('\'') ? $"{Path[..^1]}{text}'" : $"{Path} + '{text}'";
}
