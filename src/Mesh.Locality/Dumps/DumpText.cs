using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Mesh.Diagnostics;
using Mesh.Documents;

namespace Mesh.Dumps;

/// <summary>
/// Tells dumps from files into which something else was written: nothing, because kubectl failed; kubectl's words; a table, because <c>-o
/// yaml</c> was forgotten; the page of a proxy. Read as YAML they give findings about YAML, or none.
/// </summary>
internal static partial class DumpText
{
    private const int ShownLength = 300;

    /// <summary>Reads a dump; what is none becomes one error that quotes it.</summary>
    public static DocumentSet Read(ReadOnlyMemory<byte> utf8, ReadLimits limits)
    {
        if (utf8.Span.Trim("\uFEFF \t\r\n"u8).IsEmpty)
        {
            return Failed(1, "The file is empty: kubectl printed nothing into it.");
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            return DocumentReader.Read(utf8, limits, DumpedFields.Unread);
        }

        // The beginning tells, and a dump can be large.
        string[] lines = Encoding.UTF8.GetString(utf8.Span[..Math.Min(utf8.Length, 64 * 1024)]).TrimStart('\uFEFF').Split('\n');
        int first = Array.FindIndex(lines, line => !IsSkipped(line.Trim()));
        if (first < 0)
        {
            return utf8.Length > 64 * 1024
                ? DocumentReader.Read(utf8, limits, DumpedFields.Unread)
                : Failed(1, "The file holds no document.");
        }

        string start = lines[first].Trim();
        string quote = Quote(lines[first..]);
        return start switch
        {
            ['<', ..] =>
                Failed(first + 1, $"The file holds HTML or XML instead of objects, as a login page or a proxy sends it: \"{quote}\"."),
            _ when KubectlWords().IsMatch(start) => Failed(first + 1, $"kubectl said \"{quote}\" instead of giving objects."),
            ['{' or '[' or '-', ..] => DocumentReader.Read(utf8, limits, DumpedFields.Unread),
            _ when lines.Any(line => ObjectField().IsMatch(line)) => DocumentReader.Read(utf8, limits, DumpedFields.Unread),
            _ => Failed(first + 1, $"The file holds no object of Kubernetes; it begins with \"{quote}\"."),
        };
    }

    private static bool IsSkipped(string line) => line.Length == 0 || line.StartsWith('#') || line.StartsWith('%') || line == "---";

    // Errors are often several lines: one for each kind that was asked for.
    private static string Quote(IEnumerable<string> lines)
    {
        string text = string.Join(" / ", lines.Select(line => line.Trim()).Where(line => line.Length > 0).Take(3));
        return text.Length <= ShownLength ? text : text[..ShownLength] + "…";
    }

    private static DocumentSet Failed(int line, string message) =>
        new([], [new DocumentError(new TextPosition(line, 1), message) { IsNoDump = true }]);

    // How kubectl and its log begin what they print on standard error.
    [GeneratedRegex(@"^(Error from server|[Ee]rror:|Unable to connect to the server|The connection to the server|You must be logged in"
        + @"|Please enter |[EWIF]\d{4} \d\d:)")]
    private static partial Regex KubectlWords();

    [GeneratedRegex("""^\s*(- )?["']?(apiVersion|kind|items|metadata)["']?\s*:""")]
    private static partial Regex ObjectField();
}
