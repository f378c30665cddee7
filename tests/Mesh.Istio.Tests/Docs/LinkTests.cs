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
        string[] targets = [.. Link().Matches(File.ReadAllText(file)).Select(link => link.Groups[1].Value).Where(target => !target.Contains("://", StringComparison.Ordinal))];

        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, target)), $"{page} links to '{target}', which is not there."));
    }

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
