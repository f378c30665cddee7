using System.Buffers;

namespace Mesh.Validation.Patterns;

/// <summary>Escapes of RE2, inside and outside classes.</summary>
internal static class Re2Escape
{
    public static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    // Enough for paths and headers; a script that is missing here is refused although RE2 may know it.
    private static readonly string[] UnicodeClasses =
    [
        "C", "Cc", "Cf", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No",
        "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So", "Z", "Zl", "Zp", "Zs",
        "Any", "Arabic", "Armenian", "Bengali", "Common", "Cyrillic", "Devanagari", "Georgian", "Greek", "Han", "Hangul", "Hebrew",
        "Hiragana", "Katakana", "Latin", "Tamil", "Thai",
    ];

    /// <summary>
    /// Reads one escape at <paramref name="at"/>; <paramref name="isEmpty"/> tells that it stands for nothing at all (<c>\Q\E</c>).
    /// </summary>
    public static string? Read(string pattern, ref int at, out bool isEmpty)
    {
        isEmpty = false;
        if (at + 1 >= pattern.Length)
        {
            return "ends with a backslash";
        }

        char c = pattern[at + 1];
        if (c is 'A' or 'b' or 'B' or 'z')
        {
            at += 2;
            return null;
        }

        if (c == 'Q')
        {
            int end = pattern.IndexOf(@"\E", at + 2, StringComparison.Ordinal);
            isEmpty = end == at + 2 || at + 2 == pattern.Length;
            at = end < 0 ? pattern.Length : end + 2;
            return null;
        }

        return ReadCharacter(pattern, ref at, out _);
    }

    /// <summary>
    /// Reads an escape that stands for characters; <paramref name="value"/> is the character, or -1 for a set such as <c>\d</c>.
    /// </summary>
    public static string? ReadCharacter(string pattern, ref int at, out int value)
    {
        value = -1;
        char c = at + 1 < pattern.Length ? pattern[at + 1] : '\0';
        at += 2;
        switch (c)
        {
            case 'd' or 'D' or 's' or 'S' or 'w' or 'W':
                return null;
            case 'p' or 'P':
                return ReadUnicodeClass(pattern, ref at);
            case 'x':
                return ReadHex(pattern, ref at, out value);
            case '0':
                return ReadOctal(pattern, ref at, 0, out value);
            case >= '1' and <= '7' when at < pattern.Length && pattern[at] is >= '0' and <= '7':
                return ReadOctal(pattern, ref at, c - '0', out value);
            case >= '1' and <= '9':
                return $"refers back with '\\{c}'";
        }

        int simple = "afnrtv".IndexOf(c, StringComparison.Ordinal);
        value = simple >= 0 ? "\a\f\n\r\t\v"[simple] : c;
        return simple >= 0 || (c is > ' ' and < '\u007f' && !char.IsAsciiLetterOrDigit(c)) ? null
            : $"has an escape '\\{c}' that RE2 does not know";
    }

    private static string? ReadUnicodeClass(string pattern, ref int at)
    {
        string name = "";
        if (at < pattern.Length && pattern[at] != '{')
        {
            name = pattern[at++].ToString();
        }
        else if (pattern.IndexOf('}', Math.Min(at, pattern.Length)) is >= 0 and var end)
        {
            name = pattern[(at + 1)..end].TrimStart('^');
            at = end + 1;
        }

        return UnicodeClasses.Contains(name) ? null : $"has an unknown Unicode class '{name}'";
    }

    private static string? ReadHex(string pattern, ref int at, out int value)
    {
        value = -1;
        ReadOnlySpan<char> digits = default;
        if (at < pattern.Length && pattern[at] == '{')
        {
            int end = pattern.IndexOf('}', at);
            digits = end < 0 ? default : pattern.AsSpan()[(at + 1)..end];
            at = end < 0 ? at : end + 1;
        }
        else if (at + 2 <= pattern.Length)
        {
            digits = pattern.AsSpan(at, 2);
            at += 2;
        }

        bool isValid = digits.Length is > 0 and <= 8
            && int.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, null, out value) && value is >= 0 and <= 0x10FFFF;
        return isValid ? null : "has a malformed '\\x'";
    }

    private static string? ReadOctal(string pattern, ref int at, int first, out int value)
    {
        value = first;
        for (int i = 0; i < 2 && at < pattern.Length && pattern[at] is >= '0' and <= '7'; i++, at++)
        {
            value = (value * 8) + pattern[at] - '0';
        }

        return null;
    }
}
