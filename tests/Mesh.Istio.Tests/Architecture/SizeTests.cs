using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Mesh.Istio.Tests.Architecture;

/// <summary>Files, methods and lines that can be read at once, and the habits that no build enforces.</summary>
public partial class SizeTests
{
    private const int LongestFile = 300;
    private const int LongestMethod = 60;
    private const int LongestLine = 140;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("samples")]
    [InlineData("benchmarks")]
    public void No_file_is_longer_than_three_hundred_lines(string root) => Assert.Empty(
        SourceFile.In(root).Where(file => file.Lines.Length > LongestFile).Select(file => $"{file.Path}: {file.Lines.Length}"));

    [Fact]
    public void No_method_is_longer_than_sixty_lines()
    {
        string[] found = [.. Codebase.Assemblies
            .SelectMany(Methods)
            .Where(method => method.Lines > LongestMethod)
            .Select(method => $"{method.Place}: {method.Lines}")];

        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Fact]
    public void Methods_are_found_at_all() => Assert.True(Codebase.Assemblies.SelectMany(Methods).Count() > 3000);

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("samples")]
    [InlineData("benchmarks")]
    public void No_line_outside_tables_is_longer_than_a_screen(string root)
    {
        string[] wide = [.. SourceFile.In(root).SelectMany(file => file.Lines.Select((line, i) => (file.Path, Number: i + 1, Text: line)))
            .Where(line => line.Text.Length > LongestLine && !TableRow().IsMatch(line.Text))
            .Select(line => $"{line.Path}:{line.Number}")];

        Assert.True(wide.Length == 0, string.Join('\n', wide));
    }

    [Fact]
    public void A_file_holds_one_public_type() =>
        Assert.Empty(SourceFile.All.Where(file => file.PublicTypes > 1).Select(file => file.Path));

    [Fact]
    public void Members_are_named_without_this() =>
        Assert.Empty(SourceFile.All.Where(file => This().IsMatch(file.Text)).Select(file => file.Path));

    // The lines from a method's first brace to its last as the compiler noted them for debuggers.
    private static IEnumerable<(string Place, int Lines)> Methods(Assembly assembly)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb")));
        using var image = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader symbols = provider.GetMetadataReader();
        MetadataReader types = image.GetMetadataReader();
        foreach (MethodDefinitionHandle handle in types.MethodDefinitions)
        {
            SequencePoint[] points = [.. symbols.GetMethodDebugInformation(handle).GetSequencePoints().Where(point => !point.IsHidden)];
            if (types.GetString(types.GetMethodDefinition(handle).Name) is ".ctor" or ".cctor")
            {
                // Initializers of fields are compiled into every constructor, before its own lines.
                string written = points.Length == 0 ? "" : symbols.GetString(symbols.GetDocument(points[0].Document).Name);
                string[] text = File.Exists(written) ? File.ReadAllLines(written) : [];
                points = [
                    .. points.SkipWhile(point =>
                        point.EndColumn - point.StartColumn != 1
                            || text.ElementAtOrDefault(point.StartLine - 1)?[point.StartColumn - 1] != '{')];
            }

            string file = points.Length == 0 ? "" : symbols.GetString(symbols.GetDocument(points[0].Document).Name);
            if (points.Length > 0 && !file.EndsWith(".g.cs", StringComparison.Ordinal))
            {
                int first = points.Min(point => point.StartLine);
                yield return ($"{file}:{first}", points.Max(point => point.EndLine) - first + 1);
            }
        }
    }

    // A row of test data, of a catalogue of findings, of a list of tuples, or of a printed table.
    [GeneratedRegex(@"^\s*(\| |\[InlineData\(|\{ .* \},?$|yield return new\(|new\(""M[A-Z]\d|"
        + @"public static DiagnosticDescriptor |\(.*\),$)")]
    private static partial Regex TableRow();

    [GeneratedRegex(@"\bthis\.\w")]
    private static partial Regex This();
}
