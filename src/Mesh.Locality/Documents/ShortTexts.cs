using System.Text;

namespace Mesh.Documents;

/// <summary>Texts that were read before: keys and small values stand thousands of times in one file, and are kept once.</summary>
internal sealed class ShortTexts
{
    private const int Longest = 48;
    private readonly string?[] _slots = new string?[2048];

    /// <summary>The text of some bytes of UTF-8.</summary>
    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > Longest)
        {
            return utf8.IsEmpty ? "" : Encoding.UTF8.GetString(utf8);
        }

        uint hash = 2166136261;
        foreach (byte unit in utf8)
        {
            hash = (hash ^ unit) * 16777619;
        }

        ref string? slot = ref _slots[(hash ^ (hash >> 16)) & (uint)(_slots.Length - 1)];
        // Text beyond ASCII is not kept: there bytes and characters do not stand side by side.
        return slot is not null && Ascii.Equals(utf8, slot) ? slot : slot = Encoding.UTF8.GetString(utf8);
    }
}
