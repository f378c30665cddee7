namespace Snippets.Api;

/// <summary>A public type as the reference shows it.</summary>
/// <param name="Package">The package that holds it.</param>
/// <param name="Name">The full name, without type parameters.</param>
internal sealed record ApiType(string Package, string Name)
{
    /// <summary>
    /// The declarations of its members, as the list of the public API has them, with their keys in the XML documentation.
    /// </summary>
    public List<(string Key, string Declaration)> Members { get; } = [];

    /// <summary>The type that this one is nested in.</summary>
    public ApiType? Outer { get; set; }

    public string Namespace => Outer?.Namespace ?? Name[..Name.LastIndexOf('.')];

    public string ShortName => Name[(Namespace.Length + 1)..];

    /// <summary>The anchor of its heading.</summary>
    public string Anchor => ShortName.ToLowerInvariant().Replace(".", "", StringComparison.Ordinal);
}
