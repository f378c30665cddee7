using System.Text.RegularExpressions;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Docs;

/// <summary>The threat table names tests that exist.</summary>
public partial class SecurityPageTests
{
    private static readonly string[] Lines = [.. File.ReadLines(Path.Combine(RepositoryRoot.Path, "SECURITY.md"))];

    private static readonly string[] Rows = [.. Lines.SkipWhile(line => line != "## Threats and their tests")
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];

    [Fact]
    public void Every_line_names_tests_and_they_exist()
    {
        HashSet<string> known = [.. Tests()];

        Assert.NotEmpty(Rows);
        Assert.All(Rows, row =>
        {
            string[] named = [.. Named().Matches(row.Split('|')[^2]).Select(match => match.Groups[1].Value)];
            Assert.NotEmpty(named);
            Assert.All(named, test => Assert.Contains(test, known));
        });
    }

    [Fact]
    public void No_line_stands_twice()
    {
        string[] lines = [.. Rows.Select(row => row.Split('|')[1].Trim())];

        Assert.Equal(lines.Distinct(), lines);
    }

    // Class and method of whatever has an attribute of xunit, as its file says it.
    private static IEnumerable<string> Tests() =>
        from file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests"), "*Tests*.cs", SearchOption.AllDirectories)
        from Match match in Test().Matches(File.ReadAllText(file))
        select $"{Path.GetFileName(file).Split('.')[0]}.{match.Groups[1].Value}";

    [GeneratedRegex("`([A-Za-z]+Tests\\.[A-Za-z0-9_]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\n]*\n(?:\s*(?:\[|//)[^\n]*\n)*\s*public [^\n(]*? ([A-Za-z0-9_]+)\(")]
    private static partial Regex Test();
}
