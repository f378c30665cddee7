using System.Buffers;
using System.Globalization;

namespace Mesh;

/// <summary>Durations as Go and Kubernetes write them: <c>1.5s</c>, <c>250ms</c>, <c>1h30m</c>.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    // A fraction is read to the tick, 100 ns; what is finer is refused rather than lost.
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("h", TimeSpan.TicksPerHour), ("ms", TimeSpan.TicksPerMillisecond), ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond), ("us", TimeSpan.TicksPerMicrosecond), ("µs", TimeSpan.TicksPerMicrosecond),
    ];

    /// <summary>The shortest of seconds and milliseconds: <c>30s</c>, <c>1.5s</c>, <c>250ms</c>, <c>0s</c>; ticks become microseconds.</summary>
    public static string Format(TimeSpan duration)
    {
        decimal ticks = duration.Ticks;
        (decimal unit, string name) = Math.Abs(ticks) switch
        {
            0 or >= TimeSpan.TicksPerSecond => (TimeSpan.TicksPerSecond, "s"),
            >= TimeSpan.TicksPerMillisecond => ((decimal)TimeSpan.TicksPerMillisecond, "ms"),
            _ => (TimeSpan.TicksPerMicrosecond, "us"),
        };
        return (ticks / unit).ToString("0.#######", CultureInfo.InvariantCulture) + name;
    }

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        bool isNegative = text.StartsWith("-");
        ReadOnlySpan<char> rest = isNegative ? text[1..] : text;
        if (rest is "0")
        {
            return true;
        }

        decimal sum = 0;
        if (rest.IsEmpty || rest.Length > 64)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            int end = rest.IndexOfAnyExcept(NumberCharacters);
            if (end <= 0 || !TryReadUnit(rest[end..], out string unit, out long ticks)
                || !decimal.TryParse(rest[..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
                || number > long.MaxValue)
            {
                return false;
            }

            sum += number * ticks;
            rest = rest[(end + unit.Length)..];
        }

        if (sum > long.MaxValue || sum != decimal.Truncate(sum))
        {
            return false;
        }

        duration = new TimeSpan(isNegative ? -(long)sum : (long)sum);
        return true;
    }

    private static bool TryReadUnit(ReadOnlySpan<char> text, out string unit, out long ticks)
    {
        (unit, ticks) = ("", 0);
        foreach ((string name, long size) in Units)
        {
            if (text.StartsWith(name, StringComparison.Ordinal))
            {
                (unit, ticks) = (name, size);
                return true;
            }
        }

        return false;
    }
}
