namespace Mesh;

/// <summary>Names services by their labels.</summary>
public sealed record ServiceSelector
{
    /// <summary>The labels that a Service carries, all of them; at least one.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>
    /// The namespaces to look in: names, <c>*</c>, or the beginning of a name with <c>*</c> at its end. Empty means every namespace that
    /// the workspace owns; others are never looked at.
    /// </summary>
    public ValueList<string> Namespaces { get; init; }
}
