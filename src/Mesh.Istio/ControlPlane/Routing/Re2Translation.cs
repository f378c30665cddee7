using System.Globalization;
using System.Text;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>
/// Writes an RE2 expression so that .NET means the same by it: RE2's classes are ASCII, <c>$</c> is the end of the text, and a bracket in a
/// class is a bracket.
/// </summary>
internal static class Re2Translation
{
    public static string ToDotNet(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 8);
        bool isInClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                i = Escape(text, pattern, i + 1, isInClass);
            }
            else if (isInClass)
            {
                i = InClass(text, pattern, i, ref isInClass);
            }
            else if (c == '[')
            {
                isInClass = true;
                i = OpenClass(text, pattern, i);
            }
            else if (pattern.AsSpan(i).StartsWith("(?P<", StringComparison.Ordinal))
            {
                text.Append("(?<");
                i += 3;
            }
            else
            {
                text.Append(c == '$' ? @"\z" : pattern.AsSpan(i, 1));
            }
        }

        return text.ToString();
    }

    // A bracket right behind the opening one, or behind its caret, is a member.
    private static int OpenClass(StringBuilder text, string pattern, int at)
    {
        text.Append('[');
        if (at + 1 < pattern.Length && pattern[at + 1] == '^')
        {
            text.Append('^');
            at++;
        }

        if (at + 1 < pattern.Length && pattern[at + 1] == ']')
        {
            text.Append(@"\]");
            at++;
        }

        return at;
    }

    private static int InClass(StringBuilder text, string pattern, int at, ref bool isInClass)
    {
        if (pattern[at] == '[')
        {
            int end = pattern.IndexOf(":]", at, StringComparison.Ordinal);
            if (end > 0 && pattern.AsSpan(at).StartsWith("[:", StringComparison.Ordinal)
                && PosixClass(pattern[(at + 2)..end]) is { } members)
            {
                text.Append(members);
                return end + 1;
            }

            text.Append(@"\[");
            return at;
        }

        isInClass = pattern[at] != ']';
        text.Append(pattern[at]);
        return at;
    }

    private static int Escape(StringBuilder text, string pattern, int at, bool isInClass)
    {
        char c = pattern[at];
        string? members = c switch
        {
            'd' => "0-9",
            'w' => "0-9A-Za-z_",
            's' => @"\t\n\f\r ",
            _ => null,
        };
        if (members is not null)
        {
            text.Append(isInClass ? members : $"[{members}]");
        }
        else if (!isInClass && c is 'D' or 'W' or 'S')
        {
            text.Append(CultureInfo.InvariantCulture, $"[^{(c == 'D' ? "0-9" : c == 'W' ? "0-9A-Za-z_" : @"\t\n\f\r ")}]");
        }
        else if (c is 'p' or 'P' && at + 1 < pattern.Length && pattern[at + 1] != '{')
        {
            text.Append(CultureInfo.InvariantCulture, $@"\{c}{{{pattern[++at]}}}");
        }
        else if (c == 'Q')
        {
            int end = pattern.IndexOf(@"\E", at, StringComparison.Ordinal);
            string literal = end < 0 ? pattern[(at + 1)..] : pattern[(at + 1)..end];
            text.Append(System.Text.RegularExpressions.Regex.Escape(literal));
            return end < 0 ? pattern.Length : end + 1;
        }
        else
        {
            text.Append('\\').Append(c);
        }

        return at;
    }

    private static string? PosixClass(string name) => name switch
    {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "ascii" => @"\x00-\x7F",
        "blank" => @"\t ",
        "cntrl" => @"\x00-\x1F\x7F",
        "digit" => "0-9",
        "graph" => "!-~",
        "lower" => "a-z",
        "print" => " -~",
        "punct" => @"!-/:-@\[-`{-~",
        "space" => @"\t\n\v\f\r ",
        "upper" => "A-Z",
        "word" => "0-9A-Za-z_",
        "xdigit" => "0-9A-Fa-f",
        _ => null,
    };
}
