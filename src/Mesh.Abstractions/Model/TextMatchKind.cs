namespace Mesh;

/// <summary>How a <see cref="TextMatch"/> compares.</summary>
public enum TextMatchKind
{
    /// <summary>The whole text is equal.</summary>
    Exact,

    /// <summary>The text starts so.</summary>
    Prefix,

    /// <summary>The whole text fits an RE2 pattern.</summary>
    Regex,
}
