using System.Text.RegularExpressions;

namespace Snippets.Docs;

/// <summary>The regions of this project's sources: what the pages show.</summary>
internal sealed partial class SnippetRegions
{
    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);

    private SnippetRegions()
    {
    }

    public IEnumerable<string> Names => _texts.Keys;

    /// <summary>Reads the pages' sources.</summary>
    /// <exception cref="InvalidDataException">Two regions have the same name.</exception>
    public static SnippetRegions Read(string root)
    {
        var regions = new SnippetRegions();
        foreach (string file in Directory.GetFiles(Path.Combine(root, "samples", "Snippets", "Pages"), "*.cs").Order(
            StringComparer.Ordinal))
        {
            foreach (Match region in Region().Matches(File.ReadAllText(file).ReplaceLineEndings("\n")))
            {
                if (!regions._texts.TryAdd(region.Groups["name"].Value, Outdent(region.Groups["text"].Value)))
                {
                    throw new InvalidDataException($"There are two regions '{region.Groups["name"].Value}'.");
                }
            }
        }

        return regions;
    }

    /// <summary>The text of one or several regions, an empty line between them; <see langword="null"/> when one is not there.</summary>
    public string? Join(IEnumerable<string> names)
    {
        string?[] texts = [.. names.Select(name => _texts.GetValueOrDefault(name))];
        return texts.Length == 0 || texts.Contains(null) ? null : string.Join("\n\n", texts);
    }

    private static string Outdent(string text)
    {
        string[] lines = text.TrimEnd().Split('\n');
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[indent..]));
    }

    [GeneratedRegex(@"^ *#region (?<name>[a-z0-9-]+)\n(?<text>.*?)^ *#endregion$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();
}
