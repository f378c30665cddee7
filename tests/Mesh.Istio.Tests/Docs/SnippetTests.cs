using System.Text.RegularExpressions;
using Mesh.Tests;
using Snippets.Docs;

namespace Mesh.Istio.Tests.Docs;

/// <summary>
/// The pages show code that is compiled: the regions of <c>samples/Snippets</c>. Running that project compares the outputs.
/// </summary>
public partial class SnippetTests
{
    private static readonly IReadOnlyList<MarkdownPage> Pages = MarkdownPage.ReadAll(RepositoryRoot.Path);
    private static readonly SnippetRegions Regions = SnippetRegions.Read(RepositoryRoot.Path);

    private static IEnumerable<MarkdownBlock> Blocks => Pages.SelectMany(page => page.Blocks);

    [Fact]
    public void Every_csharp_block_is_compiled()
    {
        MarkdownBlock[] code = [.. Blocks.Where(block => block.Language == "csharp" || block.Kind == "snippet")];

        Assert.NotEmpty(code);
        Assert.All(code, block => Assert.True(
            Regions.Join(block.Names) == block.Text,
            $"{block} differs from its region; run: dotnet run --project samples/Snippets -- --update"));
    }

    [Fact]
    public void Every_using_that_a_page_needs_is_shown() =>
        Assert.All(Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "samples", "Snippets", "Pages"), "*.cs"), file =>
        {
            string outside = Shown().Replace(File.ReadAllText(file).ReplaceLineEndings("\n"), "");
            Assert.DoesNotContain(Using().Matches(outside), match => match.Groups[1].Value != "Snippets.Docs");
        });

    [Fact]
    public void Every_region_is_shown() =>
        Assert.Empty(Regions.Names.Except(Blocks.Where(block => block.Kind == "snippet").SelectMany(block => block.Names)));

    [Fact]
    public void Every_mark_stands_directly_above_a_block() =>
        Assert.All(Pages, page => Assert.Equal(page.Blocks.Count(block => block.Kind.Length > 0), page.Marks));

    [Fact]
    public void Every_output_is_shown_once()
    {
        string[] names = [.. Blocks.Where(block => block.Kind == "output").SelectMany(block => block.Names)];

        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
    }

    [GeneratedRegex("^#region .*?^#endregion$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex("^using ([^;]+);$", RegexOptions.Multiline)]
    private static partial Regex Using();
}
