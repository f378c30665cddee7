using System.Globalization;

namespace Mesh.Istio.Fields;

/// <summary>
/// Numbers with a fraction: the shortest text that reads back as the same number, which is both JSON's and YAML's syntax.
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
}
