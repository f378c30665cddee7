namespace Mesh.Istio.Apply;

/// <summary>A field that somebody else owns.</summary>
/// <param name="Manager">The owner, as the API server names it: a field manager, perhaps with the API version that it used.</param>
/// <param name="Field">The field, for example <c>.spec.http</c>; empty when the whole object is somebody else's.</param>
public sealed record FieldConflict(string Manager, string Field)
{
    /// <summary>The conflict in a few words: <c>.spec.http is owned by "kubectl-edit"</c>.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => Field.Length == 0 ? $"it belongs to \"{Manager}\"" : $"{Field} is owned by \"{Manager}\"";
}
