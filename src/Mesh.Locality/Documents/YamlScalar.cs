using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>
/// What a plain YAML scalar means to kubectl and the API server: YAML 1.1 as go-yaml reads it (<c>on</c> and <c>yes</c> are truth values,
/// <c>017</c> is octal).
/// </summary>
/// <remarks>
/// Written here because YamlDotNet leaves the meaning of a scalar to its serializer, which is neither go-yaml's nor free of reflection.
/// </remarks>
internal static partial class YamlScalar
{
    public static ScalarNode Resolve(TextPosition position, string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return new ScalarNode(position, ScalarKind.Null, "");
            case "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "true" or "True" or "TRUE":
                return new ScalarNode(position, ScalarKind.Boolean, "true");
            case "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "false" or "False" or "FALSE":
                return new ScalarNode(position, ScalarKind.Boolean, "false");
            default:
                break;
        }

        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-' or '.'))
        {
            return new ScalarNode(position, ScalarKind.Text, text);
        }

        if (IsSmall(text))
        {
            return new ScalarNode(position, ScalarKind.Integer, text);
        }

        if (Integer(text) is { } integer)
        {
            return new ScalarNode(position, ScalarKind.Integer, integer);
        }

        string digits = text.Replace("_", "", StringComparison.Ordinal);
        return RealNumber().IsMatch(digits) && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
            && double.IsFinite(real)
            ? new ScalarNode(position, ScalarKind.Real, real.ToString("R", CultureInfo.InvariantCulture))
            : new ScalarNode(position, ScalarKind.Text, text);
    }

    /// <summary>
    /// What a scalar with a tag means; null when the text is not of its tag. Tags that YAML does not define say nothing: the value is a
    /// text.
    /// </summary>
    public static ScalarNode? Tagged(TextPosition position, string tag, string text)
    {
        const string Prefix = "tag:yaml.org,2002:";
        ScalarKind? kind = (tag.StartsWith(Prefix, StringComparison.Ordinal) ? tag[Prefix.Length..] : "") switch
        {
            "int" => ScalarKind.Integer,
            "float" => ScalarKind.Real,
            "bool" => ScalarKind.Boolean,
            "null" => ScalarKind.Null,
            _ => null,
        };
        if (tag == Prefix + "binary")
        {
            Span<byte> bytes = new byte[text.Length];
            return Convert.TryFromBase64String(text, bytes, out int length)
                ? new ScalarNode(position, ScalarKind.Text, Encoding.UTF8.GetString(bytes[..length])) : null;
        }

        if (kind is null)
        {
            return new ScalarNode(position, ScalarKind.Text, text);
        }

        ScalarNode resolved = Resolve(position, text);
        return resolved.Kind == kind ? resolved
            : kind == ScalarKind.Real && resolved.Kind == ScalarKind.Integer ? new ScalarNode(position, ScalarKind.Real, resolved.Text)
            : null;
    }

    // What most numbers look like is in JSON's spelling already.
    private static bool IsSmall(string text) =>
        text.Length < 18 && text[0] is >= '1' and <= '9' && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>The decimal form of a YAML 1.1 integer, or null when the text is none or does not fit 64 bits.</summary>
    private static string? Integer(string text)
    {
        ReadOnlySpan<char> digits = text.Replace("_", "", StringComparison.Ordinal);
        bool negative = digits is ['-', ..];
        digits = digits is ['+' or '-', ..] ? digits[1..] : digits;
        (int radix, int prefix) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16, 2),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', 'o' or 'O', ..] => (8, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };
        digits = digits[prefix..];
        if (digits.IsEmpty || digits.Length > 64)
        {
            return null;
        }

        BigInteger value = 0;
        foreach (char c in digits)
        {
            int digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 16;
            if (digit >= radix)
            {
                return null;
            }

            value = (value * radix) + digit;
        }

        value = negative ? -value : value;
        return value >= long.MinValue && value <= ulong.MaxValue ? value.ToString(CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex RealNumber();
}
