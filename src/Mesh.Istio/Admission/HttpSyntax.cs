using Mesh.Validation;

namespace Mesh.Istio.Admission;

/// <summary>How istiod's webhook spells headers and regular expressions.</summary>
internal static class HttpSyntax
{
    private const int LongestRegex = 1024;

    /// <summary>The name of a header that a route may look at.</summary>
    public static bool IsMatchedHeader(string name) =>
        name is ":method" or ":scheme" or ":authority" or ":path" or ":status" || IsClaim(name) || Syntax.IsToken(name);

    /// <summary>Whether a route by this name looks at a claim of a token.</summary>
    public static bool IsClaim(string name) =>
        name.StartsWith("@request.auth.claims.", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("@request.auth.claims[", StringComparison.OrdinalIgnoreCase);

    public static bool IsAuthority(string name) =>
        name.Equals(":authority", StringComparison.OrdinalIgnoreCase) || name.Equals("host", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of a header that a route may remove, or change in a response.</summary>
    public static bool IsChangedHeader(string name) =>
        name.Length > 0 && !name.StartsWith(':') && !name.Equals("host", StringComparison.OrdinalIgnoreCase);

    /// <summary>Letters, digits, <c>-</c> and <c>_</c>.</summary>
    public static bool IsStrictHeader(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The value of a header: a single <c>%</c> begins a variable, which a second one ends.</summary>
    public static bool IsHeaderValue(string value) =>
        value.All(c => c >= ' ' || c == '\t') && !value.Contains('\u007f', StringComparison.Ordinal)
            && value.Count(c => c == '%') % 2 == 0;

    /// <summary>
    /// What RE2 does not take in a regular expression; <see langword="null"/> where nothing speaks against it. Only what is certain is
    /// said: no expression is compiled.
    /// </summary>
    public static string? RegexProblem(string text)
    {
        if (text.Length is 0 or > LongestRegex)
        {
            return text.Length == 0 ? "is empty" : "is longer than 1024 characters";
        }

        if (text[0] is '*' or '+' or '?')
        {
            return $"begins with '{text[0]}', which repeats nothing";
        }

        foreach (string unknown in (ReadOnlySpan<string>)["(?=", "(?!", "(?<=", "(?<!", "(?>"])
        {
            if (text.Contains(unknown, StringComparison.Ordinal) && !text.Contains('\\' + unknown, StringComparison.Ordinal))
            {
                return $"has '{unknown}', which RE2 does not know";
            }
        }

        return IsBalanced(text) ? null : "has a bracket that is not closed";
    }

    private static bool IsBalanced(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length && text[i + 1] == 'Q':
                    return true;
                case '\\':
                    i++;
                    break;
                case '[':
                    int end = text.IndexOf(']', Math.Min(text.Length, i + (i + 1 < text.Length && text[i + 1] == '^' ? 3 : 2)));
                    if (end < 0)
                    {
                        return false;
                    }

                    // A class may hold brackets in names such as [[:alpha:]] or behind a backslash; no more is said then.
                    if (text.AsSpan(i + 1, end - i - 1).ContainsAny('[', '\\'))
                    {
                        return true;
                    }

                    i = end;
                    break;
                case '(':
                    depth++;
                    break;
                case ')':
                    if (--depth < 0)
                    {
                        return false;
                    }

                    break;
                default:
                    break;
            }
        }

        return depth == 0;
    }
}
