using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace Mesh.Istio.Fields;

/// <summary>
/// Durations in Istio's API. Read in Go's syntax (<c>1h30m</c>, <c>1.5s</c>, <c>250ms</c>), which istiod and the CRDs' CEL rules use;
/// written in seconds with as many decimals as needed (<c>5400s</c>, <c>0.25s</c>), which is both Go's syntax and protobuf's JSON form.
/// </summary>
internal static class DurationText
{
    /// <summary>The longest text of a duration in bytes.</summary>
    public const int MaxLength = 32;

    private static readonly SearchValues<char> Number = SearchValues.Create("0123456789.");

    private static readonly (string Unit, decimal Ticks)[] Units =
    [
        ("ns", 0.01m), ("us", 10m), ("µs", 10m), ("μs", 10m), ("ms", 10_000m), ("s", 10_000_000m), ("m", 600_000_000m), ("h", 36_000_000_000m),
    ];

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

    /// <summary>
    /// Reads Go's duration syntax. Values finer than 100 ns or beyond <see cref="TimeSpan"/>'s range are refused rather than changed.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan value)
    {
        value = default;
        bool negative = text is ['-', ..];
        text = text is ['-' or '+', ..] ? text[1..] : text;
        if (text is "0")
        {
            return true;
        }

        decimal ticks = 0;
        while (!text.IsEmpty)
        {
            if (!TryTerm(ref text, out decimal term) || (ticks += term) > long.MaxValue)
            {
                return false;
            }

            if (text.IsEmpty && ticks == decimal.Truncate(ticks))
            {
                value = TimeSpan.FromTicks((long)(negative ? -ticks : ticks));
                return true;
            }
        }

        return false;
    }

    /// <summary>One number with its unit; moves <paramref name="text"/> past it.</summary>
    private static bool TryTerm(ref ReadOnlySpan<char> text, out decimal ticks)
    {
        const int MaxDigits = 24;
        ticks = 0;
        int digits = text.IndexOfAnyExcept(Number);
        if (digits is <= 0 or > MaxDigits ||
            !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return false;
        }

        text = text[digits..];
        int end = text.IndexOfAny(Number);
        ReadOnlySpan<char> unit = end < 0 ? text : text[..end];
        foreach ((string name, decimal factor) in Units)
        {
            if (unit.SequenceEqual(name))
            {
                text = text[unit.Length..];
                bool fits = number <= long.MaxValue / factor;
                ticks = fits ? number * factor : 0;
                return fits;
            }
        }

        return false;
    }
}
