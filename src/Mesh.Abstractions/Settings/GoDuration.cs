using System.Buffers;
using System.Globalization;

namespace Mesh;

/// <summary>Durations as Go, Istio and Kubernetes write them: <c>1.5s</c>, <c>250ms</c>, <c>1h30m</c>.</summary>
/// <remarks>Written here because no .NET package reads Go's durations.</remarks>
internal static class GoDuration
{
    // More digits than a decimal holds would be rounded without a word.
    private const int MaxDigits = 24;

    // Go counts nanoseconds in 64 bits (time.ParseDuration): a good 292 years.
    private const decimal MaxTicks = long.MaxValue / 100m;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    // Go takes both letters that look like a mu: the micro sign and the Greek one.
    private static readonly (string Unit, decimal Ticks)[] Units =
    [
        ("ns", 0.01m), ("us", TimeSpan.TicksPerMicrosecond), ("\u00B5s", TimeSpan.TicksPerMicrosecond),
        ("\u03BCs", TimeSpan.TicksPerMicrosecond),
        ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>
    /// The shortest of seconds and milliseconds: <c>30s</c>, <c>1.5s</c>, <c>250ms</c>, <c>0s</c>; ticks become microseconds.
    /// </summary>
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

    /// <summary>Reads Go's syntax. What is finer than 100 ns, or longer than Go can say, is refused rather than changed.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        bool isNegative = text is ['-', ..];
        ReadOnlySpan<char> rest = text is ['-' or '+', ..] ? text[1..] : text;
        if (rest is "0")
        {
            return true;
        }

        if (rest.IsEmpty)
        {
            return false;
        }

        decimal sum = 0;
        while (!rest.IsEmpty)
        {
            if (!TryReadTerm(ref rest, out decimal ticks) || (sum += ticks) > MaxTicks)
            {
                return false;
            }
        }

        if (sum != decimal.Truncate(sum))
        {
            return false;
        }

        duration = new TimeSpan(isNegative ? -(long)sum : (long)sum);
        return true;
    }

    /// <summary>Reads one number with its unit, and moves the text past it.</summary>
    private static bool TryReadTerm(ref ReadOnlySpan<char> text, out decimal ticks)
    {
        ticks = 0;
        int digits = text.IndexOfAnyExcept(NumberCharacters);
        if (digits is <= 0 or > MaxDigits
            || !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return false;
        }

        text = text[digits..];
        int end = text.IndexOfAny(NumberCharacters);
        ReadOnlySpan<char> unit = end < 0 ? text : text[..end];
        foreach ((string name, decimal size) in Units)
        {
            if (unit.SequenceEqual(name))
            {
                text = text[name.Length..];
                ticks = number <= MaxTicks / size ? number * size : 0;
                return number <= MaxTicks / size;
            }
        }

        return false;
    }
}
