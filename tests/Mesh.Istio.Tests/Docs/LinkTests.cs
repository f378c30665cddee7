using System.Text.RegularExpressions;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Docs;

public partial class LinkTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(RepositoryRoot.Path, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_inside_the_repository_lead_somewhere(string page)
    {
        string file = Path.Combine(RepositoryRoot.Path, page);
        string[] targets = [.. Link()
            .Matches(File.ReadAllText(file))
            .Select(link => link.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal))];

        Assert.All(
            targets,
            target => Assert.True(
                Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, target)), $"{page} links to '{target}', which is not there."));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Anchors_of_links_exist(string page)
    {
        string file = Path.Combine(RepositoryRoot.Path, page);
        Assert.All(
            AnchorLink().Matches(File.ReadAllText(file)).Where(link => !link.Groups[1].Value.Contains("://", StringComparison.Ordinal)),
            link =>
        {
            string target = link.Groups[1].Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, link.Groups[1].Value);
            Assert.Contains(link.Groups[2].Value, Anchors(target));
        });
    }

    // As GitHub makes them: headings in lower case without punctuation, dashes for spaces; and explicit ids.
    private static string[] Anchors(string file)
    {
        string text = Fence().Replace(File.ReadAllText(file), "");
        return
        [
            .. Heading()
                .Matches(text)
                .Select(heading => Punctuation().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')),
            .. Id().Matches(text).Select(id => id.Groups[1].Value),
        ];
    }

    [GeneratedRegex(@"\]\(([^)#\s]*)#([^)\s]+)\)")]
    private static partial Regex AnchorLink();

    [GeneratedRegex("^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^a-z0-9 _-]")]
    private static partial Regex Punctuation();

    [GeneratedRegex("<a id=\"([^\"]+)\">")]
    private static partial Regex Id();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
