using System.Globalization;
using System.Runtime.CompilerServices;

namespace Mesh.Diagnostics;

/// <summary>Checks options and arguments where they are given, in the words of the option.</summary>
internal static class OptionRange
{
    /// <summary>The longest wait: timers end at 49 days, and what waits longer than a day is not asked for but a mistake.</summary>
    public static TimeSpan Day { get; } = TimeSpan.FromDays(1);

    /// <summary>The shortest wait between two looks at something that did not change: less is a loop.</summary>
    public static TimeSpan Millisecond { get; } = TimeSpan.FromMilliseconds(1);

    /// <exception cref="ArgumentOutOfRangeException">The value is outside, or not a number.</exception>
    public static void Require<T>(T value, T least, T most, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, IComparable<T>, IFormattable
    {
        // Not a number compares as the least of all.
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(
                name, value, string.Create(CultureInfo.InvariantCulture, $"{name} has to be from {least} to {most}."));
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The number is none of a port.</exception>
    public static void RequirePort(int value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Require(value, 1, 65535, name);
}
