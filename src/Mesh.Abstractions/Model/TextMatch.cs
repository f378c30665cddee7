namespace Mesh;

/// <summary>A text that must be equal, start with, or fit a pattern.</summary>
/// <param name="Kind">How the text is compared.</param>
/// <param name="Value">The text, prefix or RE2 pattern.</param>
public sealed record TextMatch(TextMatchKind Kind, string Value)
{
    /// <summary>Fits exactly this text.</summary>
    /// <param name="value">The text.</param>
    /// <returns>The match.</returns>
    public static TextMatch Exact(string value) => new(TextMatchKind.Exact, value);

    /// <summary>Fits every text that starts so.</summary>
    /// <param name="value">The prefix.</param>
    /// <returns>The match.</returns>
    public static TextMatch Prefix(string value) => new(TextMatchKind.Prefix, value);

    /// <summary>Fits every text that the pattern fits as a whole.</summary>
    /// <param name="pattern">A pattern in RE2 syntax of at most 1024 characters.</param>
    /// <returns>The match.</returns>
    public static TextMatch Regex(string pattern) => new(TextMatchKind.Regex, pattern);
}
