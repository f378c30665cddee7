using System.Globalization;

namespace Mesh.Istio.Forecasting;

/// <summary>
/// Prints the parts of a whole so that what is printed adds up as the parts do: each is rounded down, and the units that are then missing
/// go to those that lost most by it (largest remainder), the first of equals first.
/// </summary>
internal static class Percentages
{
    private const int PerPercent = 100;

    /// <summary>The parts with at most two decimals.</summary>
    /// <param name="parts">Percent, none below 0.</param>
    /// <returns>One text for each part, without unit.</returns>
    public static string[] Of(IReadOnlyList<double> parts)
    {
        double[] exact = [.. parts.Select(part => part * PerPercent)];
        // A little more, so that 33 % that was reached as 32.999999999999996 is not rounded down.
        long[] units = [.. exact.Select(part => (long)Math.Floor(part + 1e-6))];
        long missing = (long)Math.Round(exact.Sum()) - units.Sum();
        foreach (int index in Enumerable.Range(0, units.Length).OrderByDescending(index => exact[index] - units[index])
            .ThenBy(index => index).Take((int)Math.Clamp(missing, 0, units.Length)))
        {
            units[index]++;
        }

        return [.. units.Select(unit => (unit / (decimal)PerPercent).ToString("0.##", CultureInfo.InvariantCulture))];
    }
}
