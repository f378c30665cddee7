using System.Text.RegularExpressions;

namespace Snippets.Docs;

/// <summary>
/// A page with its fenced blocks. A mark such as <c>&lt;!-- snippet: name --&gt;</c> directly above a fence says what the block shows.
/// </summary>
internal sealed partial class MarkdownPage
{
    private const string Fence = "```";
    private readonly string _file;
    private readonly string[] _lines;

    private MarkdownPage(string root, string file)
    {
        _file = file;
        _lines = File.ReadAllLines(file);
        Path = System.IO.Path.GetRelativePath(root, file).Replace('\\', '/');
        Blocks = [.. ReadBlocks()];
    }

    public string Path { get; }

    public IReadOnlyList<MarkdownBlock> Blocks { get; }

    /// <summary>How many marks there are; each must belong to a block.</summary>
    public int Marks => _lines.Count(line => Mark().IsMatch(line));

    /// <summary>The pictures that the page shows, as files of <c>docs/pictures</c>.</summary>
    public IEnumerable<string> Pictures =>
        _lines.SelectMany(line => Picture().Matches(line)).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    /// <summary>The pages at the repository's root and those in its folder docs, in ordinal order.</summary>
    public static IReadOnlyList<MarkdownPage> ReadAll(string root) =>
        [.. Directory.GetFiles(root, "*.md")
            .Concat(Directory.GetFiles(System.IO.Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(file => new MarkdownPage(root, file))];

    /// <summary>Writes other texts into the blocks.</summary>
    public void Rewrite(Func<MarkdownBlock, string> textOf)
    {
        var lines = new List<string>();
        int next = 0;
        foreach (MarkdownBlock block in Blocks)
        {
            lines.AddRange(_lines[next..block.Line]);
            string text = textOf(block);
            if (text.Length > 0)
            {
                lines.AddRange(text.Split('\n'));
            }

            next = Array.IndexOf(_lines, Fence, block.Line);
        }

        lines.AddRange(_lines[next..]);
        File.WriteAllText(_file, string.Join('\n', lines) + "\n");
    }

    private IEnumerable<MarkdownBlock> ReadBlocks()
    {
        for (int i = 0; i < _lines.Length; i++)
        {
            if (_lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                int end = Array.IndexOf(_lines, Fence, i + 1);
                if (end < 0)
                {
                    throw new InvalidDataException($"{Path}:{i + 1}: the block has no end.");
                }

                Match mark = Mark().Match(i == 0 ? "" : _lines[i - 1]);
                yield return new MarkdownBlock(
                    Path, i + 1, _lines[i][Fence.Length..].Trim(), mark.Groups[1].Value,
                    mark.Success ? mark.Groups[2].Value.Split(", ") : [], string.Join('\n', _lines[(i + 1)..end]));
                i = end;
            }
        }
    }

    [GeneratedRegex("^<!-- (snippet|output): ([a-z0-9-]+(?:, [a-z0-9-]+)*) -->$")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\((?:docs/)?pictures/(?<name>[a-z-]+\.svg)\)")]
    private static partial Regex Picture();
}
