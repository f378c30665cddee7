using System.Globalization;
using System.Text;

namespace Mesh.Istio.Pictures.Svg;

/// <summary>Text in SVG: escaped, and measured for a font of fixed width, because nothing here knows the reader's fonts.</summary>
internal static class SvgText
{
    public const double Size = 12;

    // DejaVu Sans Mono, Menlo and Courier New are at most 0.602 em wide; what is not ASCII may come from a wider font.
    private const double Narrow = 0.61;
    private const double Wide = 1.25;

    public static double Width(string text, double size = Size) =>
        text.EnumerateRunes().Sum(rune => IsNarrow(rune) ? Narrow : Wide) * size;

    /// <summary>The text, or its beginning and its end around an ellipsis where it is wider than there is room for.</summary>
    public static string Fit(string text, double room, double size = Size)
    {
        text = Printable(text);
        if (Width(text, size) <= room)
        {
            return text;
        }

        Rune[] runes = [.. text.EnumerateRunes()];
        int head = 0;
        int tail = 0;
        double left = room - (Wide * size);
        while (head + tail < runes.Length)
        {
            Rune next = head <= tail ? runes[head] : runes[runes.Length - 1 - tail];
            left -= (IsNarrow(next) ? Narrow : Wide) * size;
            if (left < 0)
            {
                break;
            }

            (head, tail) = head <= tail ? (head + 1, tail) : (head, tail + 1);
        }

        return string.Concat(runes[..head].Select(rune => rune.ToString())) + "…"
            + string.Concat(runes[(runes.Length - tail)..].Select(rune => rune.ToString()));
    }

    /// <summary>Text that is only text, between tags and in attributes.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in Printable(text).EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }

    public static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    // XML has no control characters; marks that turn the direction of writing would turn what stands beside.
    public static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isHidden = Rune.IsControl(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            printable.Append(isHidden || rune.Value is 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString());
        }

        return printable.ToString();
    }

    private static bool IsNarrow(Rune rune) => rune.IsAscii || rune.Value is '·' or '→' or '–';
}
