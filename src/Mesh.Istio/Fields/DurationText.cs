using System.Buffers.Text;

namespace Mesh.Istio.Fields;

/// <summary>
/// Durations in Istio's API: written in seconds with as many decimals as needed (<c>5400s</c>, <c>0.25s</c>), which is both protobuf's
/// JSON form and Go's syntax, in which <see cref="GoDuration"/> reads them.
/// </summary>
internal static class DurationText
{
    /// <summary>The longest text of a duration in bytes.</summary>
    public const int MaxLength = 32;

    /// <summary>Writes the canonical form and returns its length.</summary>
    public static int Format(TimeSpan value, Span<byte> utf8)
    {
        long ticks = value.Ticks;
        int length = 0;
        if (ticks < 0)
        {
            utf8[length++] = (byte)'-';
        }

        // The most negative value has no positive counterpart in 64 bits; unsigned arithmetic has one.
        ulong magnitude = ticks < 0 ? (ulong)-(ticks + 1) + 1 : (ulong)ticks;
        (ulong seconds, ulong fraction) = Math.DivRem(magnitude, (ulong)TimeSpan.TicksPerSecond);
        Utf8Formatter.TryFormat(seconds, utf8[length..], out int written);
        length += written;
        if (fraction != 0)
        {
            utf8[length++] = (byte)'.';
            for (ulong unit = TimeSpan.TicksPerSecond / 10; fraction != 0; unit /= 10)
            {
                (ulong digit, fraction) = Math.DivRem(fraction, unit);
                utf8[length++] = (byte)('0' + digit);
            }
        }

        utf8[length++] = (byte)'s';
        return length;
    }
}
