using System.Buffers;
using System.Globalization;
using System.Text;
using Mesh.Istio.Pictures.Svg;

namespace Mesh.Istio.Report.Text;

/// <summary>
/// Text in GitHub's Markdown. Plain English words and numbers stay as they are; everything else is a code span, in which nothing means
/// anything: no emphasis, no link, no mention, no reference to an issue.
/// </summary>
internal static class MarkdownText
{
    private const int Longest = 300;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>A sentence on one line.</summary>
    public static string Of(string text)
    {
        string[] words = Printable(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var line = new StringBuilder();
        for (int i = 0; i < words.Length;)
        {
            // Names next to each other are one span.
            int end = i;
            while (end < words.Length && !IsPlain(words[end]))
            {
                end++;
            }

            line.Append(line.Length > 0 ? " " : "").Append(end == i ? words[i] : Code(string.Join(' ', words[i..end])));
            i = Math.Max(end, i + 1);
        }

        return line.ToString();
    }

    /// <summary>A name as a code span.</summary>
    public static string Name(string name) => Code(Printable(name));

    /// <summary>Text in a cell of a table: a bar would end the cell even in a code span.</summary>
    public static string Cell(string text) => Of(text).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>A block of text as it is.</summary>
    public static string Block(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => SvgText.Printable(line))];
        string fence = new('`', Math.Max(3, LongestRun(string.Join('\n', lines)) + 1));
        return $"{fence}text\n{string.Join('\n', lines)}\n{fence}\n";
    }

    private static string Printable(string text)
    {
        string line = SvgText.Printable(text.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' '));
        return line.Length <= Longest ? line : $"{line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)]}…";
    }

    private static string Code(string text)
    {
        string fence = new('`', LongestRun(text) + 1);
        bool padded = text.Length == 0 || text[0] == '`' || text[^1] == '`' || string.IsNullOrWhiteSpace(text);
        string inner = string.IsNullOrWhiteSpace(text) ? "(empty)" : text;
        return padded && !string.IsNullOrWhiteSpace(text) ? $"{fence} {inner} {fence}" : $"{fence}{inner}{fence}";
    }

    private static int LongestRun(string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    // Letters with a mark of punctuation behind them, a number, a percent sign: nothing that begins or ends anything in Markdown.
    private static bool IsPlain(string word)
    {
        if (word is "%" or "%," or "%;" or "%)")
        {
            return true;
        }

        ReadOnlySpan<char> core = word.AsSpan().TrimEnd(",;:.'?)").TrimStart("('");
        if (core.Length == 0 || word.Length - core.Length > 3)
        {
            return false;
        }

        bool isNumber = decimal.TryParse(core, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
        // Where a line begins with them, these would make a list of it.
        return isNumber ? word[^1] is not ('.' or ')') || word[0] == '(' : core.IndexOfAnyExcept(Letters) < 0;
    }
}
