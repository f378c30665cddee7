using Mesh.Inventories;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Golden;

/// <summary>
/// One folder: <c>model.yaml</c> and <c>dumps/</c> go in; <c>expected/</c>, <c>diagnostics.txt</c>, <c>explanations.txt</c> and
/// <c>order.txt</c> must come out.
/// </summary>
internal sealed class GoldenCase(string folder)
{
    public string Name => Path.GetFileName(folder);

    public static IEnumerable<GoldenCase> All() =>
        Directory.GetDirectories(Path.Combine(RepositoryRoot.Path, "tests/Mesh.Istio.Tests/Golden/Cases"))
            .Order(StringComparer.Ordinal)
            .Select(path => new GoldenCase(path));

    public MeshModel Model()
    {
        ModelReadResult read = MeshModel.FromYaml(File.ReadAllText(Path.Combine(folder, "model.yaml")));
        Assert.Empty(read.Diagnostics);
        return read.Model!;
    }

    public Inventory Inventory() => Mesh.Inventories.Inventory.FromDumps(Path.Combine(folder, "dumps"));

    public string ExpectedFolder => Path.Combine(folder, "expected");

    public string OrderFile => Path.Combine(folder, "order.txt");

    /// <summary>What the analyzer finds in the generated set; there is no such file where it finds nothing.</summary>
    public string AnalysisFile => Path.Combine(folder, "analysis.txt");

    /// <summary>Where every object comes from.</summary>
    public string ExplanationsFile => Path.Combine(folder, "explanations.txt");

    public string DiagnosticsFile => Path.Combine(folder, "diagnostics.txt");

    public static SortedDictionary<string, string> ReadTree(string root)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Directory.Exists(root))
        {
            foreach (string file in Directory.GetFiles(root, "*", SearchOption.AllDirectories))
            {
                files.Add(Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file));
            }
        }

        return files;
    }
}
