using System.Globalization;
using System.Text.RegularExpressions;

namespace Mesh.Cases.Tests.Expectations;

/// <summary>A quantity and what it shall be: <c>lost=100</c>, <c>failed&lt;=3</c>.</summary>
internal sealed partial record Comparison(string Key, string Operator, double Value)
{
    // Thirds are written as 33 or 33.3, and shares of a few hundred simulated requests are no round numbers.
    private const double Tolerance = 0.75;
    private const double Rounding = 1e-9;

    /// <exception cref="FormatException">The text is no comparison.</exception>
    public static Comparison Parse(string text)
    {
        Match match = Pattern().Match(text);
        return match.Success
            ? new Comparison(match.Groups[1].Value, match.Groups[2].Value, Numbers.Real(match.Groups[3].Value))
            : throw new FormatException($"unknown want '{text}'");
    }

    public bool Holds(double actual) => Operator switch
    {
        "<=" => actual <= Value + Rounding,
        ">=" => actual >= Value - Rounding,
        _ => Math.Abs(actual - Value) <= Tolerance,
    };

    /// <summary>What was expected and what came; <see langword="null"/> when it holds.</summary>
    public string? Problem(double actual) => Holds(actual)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"expected {this}, but {Key} is {actual:0.##}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Key}{Operator}{Value}");

    [GeneratedRegex(@"^(.+?)(<=|>=|=)(\d[\d.]*)$")]
    private static partial Regex Pattern();
}
