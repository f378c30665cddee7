namespace Snippets.Docs;

/// <summary>The pictures that pages show: each is a file that a snippet writes.</summary>
internal sealed class PagePictures
{
    private readonly Dictionary<string, string> _drawn = new(StringComparer.Ordinal);

    /// <summary>Takes what snippets have written into a folder.</summary>
    public void Take(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, "*.svg"))
        {
            _drawn.Add(Path.GetFileName(file), File.ReadAllText(file));
        }
    }

    /// <summary>Says of every picture of a page that is not what a snippet draws.</summary>
    public IEnumerable<string> Compare(IReadOnlyList<MarkdownPage> pages, string folder)
    {
        foreach ((MarkdownPage page, string name) in pages.SelectMany(page => page.Pictures, (page, name) => (page, name)))
        {
            string file = Path.Combine(folder, name);
            if (!_drawn.TryGetValue(name, out string? drawn))
            {
                yield return $"{page.Path}: no snippet writes the picture '{name}'.";
            }
            else if (!File.Exists(file) || File.ReadAllText(file).ReplaceLineEndings("\n") != drawn)
            {
                yield return $"{page.Path}: the picture '{name}' is not what its snippet draws; write it with --update.";
            }
        }
    }

    /// <summary>Writes the pictures of pages.</summary>
    public void Update(IReadOnlyList<MarkdownPage> pages, string folder)
    {
        foreach (string name in pages.SelectMany(page => page.Pictures).Where(_drawn.ContainsKey))
        {
            File.WriteAllText(Path.Combine(folder, name), _drawn[name]);
        }
    }
}
