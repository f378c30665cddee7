using System.Globalization;

namespace Mesh.Benchmarks;

/// <summary>One measured value.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit; <c>x</c> for a ratio.</param>
/// <param name="Wanted">What it should be, in words; empty when it only informs.</param>
/// <param name="Holds">Whether it is so.</param>
internal sealed record BenchmarkRow(string What, double Value, string Unit, string Wanted = "", bool Holds = true)
{
    public static BenchmarkRow Info(string what, double value, string unit) => new(what, value, unit);

    public static BenchmarkRow AtLeast(string what, double value, string unit, double least) =>
        new(what, value, unit, string.Create(CultureInfo.InvariantCulture, $">= {least} {unit}"), value >= least);

    public static BenchmarkRow AtMost(string what, double value, string unit, double most) =>
        new(what, value, unit, string.Create(CultureInfo.InvariantCulture, $"<= {most} {unit}"), value <= most);
}
