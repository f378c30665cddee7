using System.Globalization;

namespace Mesh.Istio.Fields;

/// <summary>
/// Numbers. Those with a fraction as the shortest text that reads back as the same number, which is both JSON's and YAML's syntax.
/// </summary>
internal static class NumberText
{
    /// <summary>The longest text of a number in bytes.</summary>
    public const int MaxLength = 32;

    /// <summary>Writes the number and returns the length.</summary>
    public static int Format(double value, Span<byte> utf8)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A resource holds finite numbers only.");
        }

        value.TryFormat(utf8, out int length, "R", CultureInfo.InvariantCulture);
        return length;
    }

    /// <summary>Reads a whole number. JSON does not tell 80 from 80.0 or 8e1, and the API server takes them all.</summary>
    public static bool TryParseWhole(string text, out Int128 value)
    {
        if (Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        const double Exact = 1L << 53;
        bool whole = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) &&
            double.IsInteger(real) && Math.Abs(real) <= Exact;
        value = whole ? (Int128)real : 0;
        return whole;
    }
}
