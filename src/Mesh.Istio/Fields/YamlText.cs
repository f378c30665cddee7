using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Mesh.Istio.Fields;

/// <summary>
/// Texts in YAML that every reader takes for what they are. Plain only when the text starts with an ASCII letter or <c>/</c>, holds nothing
/// but <c>A-Z a-z 0-9 - _ . /</c> and is no word with a meaning in YAML 1.1; otherwise in double quotes with JSON's escapes.
/// </summary>
/// <remarks>Half a surrogate pair is no character and becomes U+FFFD, as in every UTF-8 encoder of .NET.</remarks>
internal static class YamlText
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./");

    private static readonly SearchValues<char> NeedsNoEscape = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static void Write(OutputBuffer output, string value)
    {
        if (IsPlain(value))
        {
            WriteAscii(output, value);
            return;
        }

        output.Write((byte)'"');
        int safe = value.AsSpan().IndexOfAnyExcept(NeedsNoEscape);
        if (safe < 0)
        {
            WriteAscii(output, value);
        }
        else
        {
            WriteAscii(output, value.AsSpan(0, safe));
            WriteEscaped(output, value.AsSpan(safe));
        }

        output.Write((byte)'"');
    }

    /// <summary>Whether the text is longer in YAML than it is.</summary>
    public static bool NeedsEscape(string value) => value.AsSpan().ContainsAnyExcept(NeedsNoEscape);

    private static bool IsPlain(string value) =>
        value.Length > 0 &&
        (char.IsAsciiLetter(value[0]) || value[0] == '/') &&
        !value.AsSpan().ContainsAnyExcept(Plain) &&
        !IsWord(value) &&
        !IsExponent(value);

    /// <summary>Whether a reader of YAML 1.1 that wants no digit before an exponent takes the text for a number: <c>e5</c>.</summary>
    private static bool IsExponent(ReadOnlySpan<char> value) =>
        value is ['e' or 'E', _, ..] && !value[(value[1] == '-' ? 2 : 1)..].ContainsAnyExceptInRange('0', '9');

    /// <summary>
    /// Whether YAML 1.1, or the number parser of a careless reader, gives the text a meaning of its own, in any mixture of small and
    /// capital letters.
    /// </summary>
    private static bool IsWord(ReadOnlySpan<char> value) => value.Length switch
    {
        1 => value[0] is 'y' or 'Y' or 'n' or 'N',
        2 => Is(value, "no") || Is(value, "on"),
        3 => Is(value, "yes") || Is(value, "off") || Is(value, "nan") || Is(value, "inf"),
        4 => Is(value, "true") || Is(value, "null"),
        5 => Is(value, "false"),
        8 => Is(value, "infinity"),
        _ => false,
    };

    private static bool Is(ReadOnlySpan<char> value, string word) => Ascii.EqualsIgnoreCase(value, word);

    private static void WriteAscii(OutputBuffer output, ReadOnlySpan<char> value)
    {
        Ascii.FromUtf16(value, output.Reserve(value.Length), out int length);
        output.Advance(length);
    }

    private static void WriteEscaped(OutputBuffer output, ReadOnlySpan<char> value)
    {
        foreach (Rune rune in value.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"':
                    output.Write("\\\""u8);
                    break;
                case '\\':
                    output.Write("\\\\"u8);
                    break;
                case '\n':
                    output.Write("\\n"u8);
                    break;
                case '\r':
                    output.Write("\\r"u8);
                    break;
                case '\t':
                    output.Write("\\t"u8);
                    break;
                case int code when MustEscape(code):
                    Utf8.TryWrite(output.Reserve(6), $"\\u{code:x4}", out int escape);
                    output.Advance(escape);
                    break;
                default:
                    output.Advance(rune.EncodeToUtf8(output.Reserve(4)));
                    break;
            }
        }
    }

    /// <summary>
    /// Control characters, line ends of Unicode, the byte order mark and code points that are no characters: YAML readers change or refuse
    /// them.
    /// </summary>
    private static bool MustEscape(int code) => code switch
    {
        < 0x20 => true,
        >= 0x7F and <= 0x9F => true,
        0x2028 or 0x2029 or 0xFEFF => true,
        >= 0xFDD0 and <= 0xFDEF => true,
        0xFFFE or 0xFFFF => true,
        _ => false,
    };
}
