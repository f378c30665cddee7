using System.Text.RegularExpressions;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Architecture;

/// <summary>A source file of a package.</summary>
/// <param name="Path">The path below <c>src</c>, for example <c>Mesh.Istio/Apply/Api/ClusterApi.cs</c>.</param>
/// <param name="Text">What is in it.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    public static IReadOnlyList<SourceFile> All { get; } = [.. In("src")];

    public string Package { get; } = Path.Split('/')[0];

    /// <summary>The folders in the package, for example <c>Apply/Api</c>.</summary>
    public string Folder { get; } = string.Join('/', Path.Split('/')[1..^1]);

    /// <summary>The folder right below the package: the feature.</summary>
    public string Feature => Folder.Split('/')[0];

    public string Namespace { get; } = NamespaceLine().Match(Text).Groups[1].Value;

    /// <summary>The types that are declared in it, without those inside of others.</summary>
    public IReadOnlyList<string> Types { get; } = [.. TypeLine().Matches(Text).Select(line => line.Groups["name"].Value)];

    public int PublicTypes => TypeLine().Matches(Text).Count(line => line.Value.StartsWith("public ", StringComparison.Ordinal));

    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>The sources below a folder of the repository.</summary>
    public static IEnumerable<SourceFile> In(string root)
    {
        string full = System.IO.Path.Combine(RepositoryRoot.Path, root);
        return Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file =>
                new SourceFile(
                    System.IO.Path.GetRelativePath(full, file).Replace('\\', '/'), File.ReadAllText(file).ReplaceLineEndings("\n")));
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    // Types inside of others are indented.
    [GeneratedRegex(@"^(?:(?:public|internal|file|static|sealed|abstract|readonly|ref|partial) )+(?:record struct|record class|class"
        + @"|record|struct|interface|enum|delegate [\w<>?\[\]]+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeLine();
}
