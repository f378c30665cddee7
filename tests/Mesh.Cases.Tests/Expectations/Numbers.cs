using System.Globalization;

namespace Mesh.Cases.Tests.Expectations;

/// <summary>Numbers as the lines write them.</summary>
internal static class Numbers
{
    /// <exception cref="FormatException">The text is none.</exception>
    public static int Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
        ? value
        : throw new FormatException($"'{text}' is no whole number");

    /// <exception cref="FormatException">The text is none.</exception>
    public static double Real(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new FormatException($"'{text}' is no number");
}
