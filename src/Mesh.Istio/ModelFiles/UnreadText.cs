using System.Text;
using System.Text.RegularExpressions;
using Mesh.Documents;

namespace Mesh.Istio.ModelFiles;

/// <summary>
/// The documents of a file that are not YAML or JSON: whose they are is taken from their lines, as far as these say it.
/// </summary>
internal sealed partial class UnreadText
{
    private readonly HashSet<int> _firstLines;
    private readonly YamlChunk[] _chunks;

    private UnreadText(YamlChunk[] chunks, HashSet<int> firstLines, IReadOnlyList<UnreadHeader> headers)
    {
        _chunks = chunks;
        _firstLines = firstLines;
        Headers = headers;
        Concerns = headers.Any(header => header.Owner.IsEmpty) ? default
            : headers.SelectMany(header => header.Owner).Distinct(StringComparer.Ordinal).ToValueList();
    }

    /// <summary>What the unread documents say of themselves.</summary>
    public IReadOnlyList<UnreadHeader> Headers { get; }

    /// <summary>Whom they concern; none where everybody rests on one of them.</summary>
    public ValueList<string> Concerns { get; }

    /// <summary>Finds the documents that have an error, or of which nothing was read.</summary>
    public static UnreadText Of(ReadOnlyMemory<byte> utf8, DocumentSet set)
    {
        ReadOnlyMemory<byte> text = utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        bool json = text.Span.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
        YamlChunk[] chunks = json ? [new YamlChunk(0, text)] : [.. YamlChunk.Split(text)];
        int[] starts = [.. chunks.Select(chunk => chunk.FirstLine)];
        HashSet<int> read = [.. set.Documents.Select(node => IndexOf(starts, node.Position.Line))];
        HashSet<int> broken = [.. set.Errors.Select(error => IndexOf(starts, error.Position.Line))];
        var headers = new List<UnreadHeader>();
        var firstLines = new HashSet<int>();
        for (int i = 0; i < chunks.Length; i++)
        {
            if ((broken.Contains(i) || !read.Contains(i)) && HasContent(chunks[i].Text))
            {
                firstLines.Add(i);
                headers.AddRange(HeadersOf(chunks[i].Text));
            }
        }

        return new UnreadText(chunks, firstLines, headers);
    }

    /// <summary>Whether a document that was read lies in a part with an error.</summary>
    public bool Holds(DocumentNode node) =>
        _firstLines.Contains(IndexOf([.. _chunks.Select(chunk => chunk.FirstLine)], node.Position.Line));

    private static int IndexOf(int[] starts, int line)
    {
        int found = Array.BinarySearch(starts, line - 1);
        return Math.Max(0, found >= 0 ? found : ~found - 1);
    }

    private static bool HasContent(string text) =>
        text.Split('\n').Any(line => line.Trim() is { Length: > 0 } content && content[0] != '#' && content is not ("---" or "..."));

    // A marker that was forgotten leaves several documents in one part.
    private static IEnumerable<UnreadHeader> HeadersOf(string text)
    {
        string kind = "";
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        bool inSpec = false;
        foreach (string line in text.Split('\n').Where(line => line.TrimStart() is not ['#', ..]))
        {
            foreach (Match match in Field().Matches(line))
            {
                (string name, string value) = (match.Groups["name"].Value, match.Groups["value"].Value);
                if (name == "spec")
                {
                    inSpec = true;
                }
                else if (name == "kind" && Array.Exists(ModelDocumentKind.All, known => known.Name == value))
                {
                    if (kind.Length > 0)
                    {
                        yield return HeaderOf(kind, fields);
                        fields.Clear();
                    }

                    (kind, inSpec) = (value, false);
                }
                else if (!inSpec && name != "kind")
                {
                    fields.TryAdd(name, value);
                }
            }
        }

        yield return HeaderOf(kind, fields);
    }

    private static UnreadHeader HeaderOf(string kind, Dictionary<string, string> fields)
    {
        string tenant = fields.GetValueOrDefault("tenant", "");
        string name = fields.GetValueOrDefault("name", "");
        string workspace = kind == "Workspace" ? name : fields.GetValueOrDefault("workspace", "");
        return new UnreadHeader(tenant, workspace, DocumentOwner.Of(kind, tenant, workspace, name));
    }

    [GeneratedRegex("""(^|[\s{,])["']?(?<name>kind|tenant|workspace|name|spec)["']?\s*:\s*["']?(?<value>[A-Za-z0-9][A-Za-z0-9.\-]*)?""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Field();
}
