namespace Snippets.Docs;

/// <summary>Takes what the snippets print and compares it with the outputs that the pages show.</summary>
internal sealed class Transcript(IReadOnlyList<MarkdownPage> pages)
{
    private const string LeftOut = "...";
    private readonly Dictionary<string, string> _outputs = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    /// <summary>What was printed since the last check.</summary>
    public StringWriter Printed { get; } = new() { NewLine = "\n" };

    /// <summary>What is different from the pages.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>How many outputs were compared.</summary>
    public int Count => _outputs.Count;

    /// <summary>Says that everything printed since the last check, or the given text, is the output of this name.</summary>
    public void Output(string name, string? text = null)
    {
        text ??= Printed.ToString();
        Printed.GetStringBuilder().Clear();
        _outputs.Add(name, text.ReplaceLineEndings("\n").TrimEnd('\n'));
    }

    /// <summary>Fails unless something holds.</summary>
    public void Check(bool holds, string what)
    {
        if (!holds)
        {
            _problems.Add($"This does not hold: {what}.");
        }
    }

    /// <summary>Compares all outputs with the pages. A line <c>...</c> in a page stands for any lines.</summary>
    public void Compare()
    {
        MarkdownBlock[] shown = [.. Shown()];
        foreach (MarkdownBlock block in shown)
        {
            if (!_outputs.TryGetValue(block.Names[0], out string? actual))
            {
                _problems.Add($"{block}: no snippet has the output '{block.Names[0]}'.");
            }
            else if (!IsShownBy(block.Text.Split('\n'), actual.Split('\n')))
            {
                _problems.Add($"{block}: the output '{block.Names[0]}' is\n{actual}");
            }
        }

        string[] names = [.. shown.Select(block => block.Names[0])];
        _problems.AddRange(_outputs.Keys.Except(names).Select(name => $"No page shows the output '{name}'."));
    }

    /// <summary>Writes the outputs and the regions into the pages, except where a page leaves lines out.</summary>
    public void Update(SnippetRegions regions)
    {
        foreach (MarkdownPage page in pages)
        {
            page.Rewrite(block => block.Kind switch
            {
                "snippet" => regions.Join(block.Names) ?? block.Text,
                "output" when !block.Text.Split('\n').Contains(LeftOut) => _outputs.GetValueOrDefault(block.Names[0], block.Text),
                _ => block.Text,
            });
        }
    }

    private IEnumerable<MarkdownBlock> Shown() => pages.SelectMany(page => page.Blocks).Where(block => block.Kind == "output");

    // Every run of lines between two marks must be found as it is, behind the one before it.
    private static bool IsShownBy(string[] shown, string[] actual)
    {
        int from = 0;
        bool anywhere = false;
        for (int i = 0; i < shown.Length; i++)
        {
            if (shown[i] == LeftOut)
            {
                anywhere = true;
                continue;
            }

            int end = Array.IndexOf(shown, LeftOut, i);
            string[] run = shown[i..(end < 0 ? shown.Length : end)];
            int at = anywhere ? Find(actual, run, from, atEnd: end < 0) : StartsWith(actual, from, run) ? from : -1;
            if (at < 0)
            {
                return false;
            }

            from = at + run.Length;
            anywhere = false;
            i += run.Length - 1;
        }

        return anywhere || from == actual.Length;
    }

    private static int Find(string[] lines, string[] run, int from, bool atEnd)
    {
        int last = lines.Length - run.Length;
        for (int at = atEnd ? Math.Max(last, from) : from; at <= last; at++)
        {
            if (StartsWith(lines, at, run))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool StartsWith(string[] lines, int at, string[] run) =>
        at + run.Length <= lines.Length && lines.AsSpan(at, run.Length).SequenceEqual(run);
}
