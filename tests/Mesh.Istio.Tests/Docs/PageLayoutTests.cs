using System.Text.RegularExpressions;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Docs;

/// <summary>Pages about one capability share one layout, so that a reader knows where to look.</summary>
public partial class PageLayoutTests
{
    // Pages about the whole: introductions, explanations, and lists.
    private static readonly string[] Others = [
        "README", "concepts", "getting-started", "diagnostics", "known-differences", "not-modelled", "api-surface"];
    private static readonly string[] Layout = ["About", "Usage", "Defaults", "Telemetry", "Patterns", "Limits"];
    private static readonly string[] Optional = ["Telemetry", "Patterns"];

    public static TheoryData<string> Capabilities =>
    [
        .. Directory
            .GetFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.md")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Except(Others)
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Capabilities))]
    public void A_capability_page_has_the_sections_of_the_layout_in_order(string page)
    {
        string[] sections = [.. Section().Matches(Fence().Replace(Read(page), "")).Select(match => match.Groups[1].Value)];

        Assert.Equal(Layout.Where(section => !Optional.Contains(section) || sections.Contains(section)), sections);
    }

    [Fact]
    public void Every_page_is_in_the_index() =>
        Assert.All(
            Capabilities.Select(row => row.Data).Concat(Others.Skip(1)),
            page => Assert.Contains($"({page}.md)", Read("README"), StringComparison.Ordinal));

    private static string Read(string page) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", page + ".md"));

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
