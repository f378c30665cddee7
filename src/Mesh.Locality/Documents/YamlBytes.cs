using System.Buffers;

namespace Mesh.Documents;

/// <summary>Which bytes <see cref="Utf8YamlReader"/> leaves to YamlDotNet: they break lines, or may not stand in YAML.</summary>
internal static class YamlBytes
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(unit => unit is not ('\t' or '\n')).Select(unit => (byte)unit), 127]);

    /// <summary>Whether a text has neither control characters nor line breaks of Unicode nor a byte order mark.</summary>
    public static bool AreSimple(ReadOnlySpan<byte> text)
    {
        if (text.ContainsAny(Controls))
        {
            return false;
        }

        for (int at = 0; ;)
        {
            int next = text[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (next < 0)
            {
                return true;
            }

            at += next;
            if (IsSpecial(text[at..]))
            {
                return false;
            }

            at++;
        }
    }

    // C1 controls with NEL, LS and PS, the byte order mark and the two that are no characters; beyond 16 bits YamlDotNet decides.
    private static bool IsSpecial(ReadOnlySpan<byte> text) => text switch
    {
        [0xC2, < 0xA0, ..] => true,
        [0xE2, 0x80, 0xA8 or 0xA9, ..] => true,
        [0xEF, 0xBB, 0xBF, ..] or [0xEF, 0xBF, 0xBE or 0xBF, ..] => true,
        [>= 0xF0, ..] => true,
        _ => false,
    };
}
