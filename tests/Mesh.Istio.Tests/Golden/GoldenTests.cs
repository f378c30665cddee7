using Mesh.Inventories;
using Mesh.Istio.Generation;

namespace Mesh.Istio.Tests.Golden;

public class GoldenTests
{
    // Set MESH_UPDATE_GOLDEN=1 to write what comes out; then read the diff before you commit it.
    private static readonly bool Update = Environment.GetEnvironmentVariable("MESH_UPDATE_GOLDEN") == "1";

    public static TheoryData<string> Cases => [.. GoldenCase.All().Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_case_folder_holds_what_comes_out(string name)
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == name);
        Inventory inventory = golden.Inventory();
        MeshResources resources = new IstioGenerator().Generate(golden.Model(), inventory);
        string folder = Directory.CreateTempSubdirectory("mesh-golden-").FullName;
        try
        {
            resources.WriteTo(folder);
            SortedDictionary<string, string> actual = GoldenCase.ReadTree(folder);
            string diagnostics = resources.Diagnostics.Count == 0 ? "" : resources.Diagnostics + "\n";
            if (Update)
            {
                Replace(golden, actual, diagnostics);
            }

            SortedDictionary<string, string> expected = GoldenCase.ReadTree(golden.ExpectedFolder);
            Assert.Equal(expected.Keys, actual.Keys);
            Assert.All(expected, file => Assert.Equal(file.Value, actual[file.Key]));
            Assert.Equal(File.ReadAllText(golden.DiagnosticsFile), diagnostics);
            Assert.NotEmpty(actual);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_case_folder_says_where_every_object_comes_from(string name)
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == name);
        GenerationPlan plan = new IstioGenerator().Prepare(golden.Model(), golden.Inventory());
        string actual = string.Concat(
            plan.GenerateAll().SelectMany(cluster => cluster.Objects.Select(o => plan.Explain(cluster.Cluster, o) + "\n")));
        if (Update)
        {
            File.WriteAllText(golden.ExplanationsFile, actual);
        }

        Assert.Equal(File.ReadAllText(golden.ExplanationsFile), actual);
        Assert.DoesNotContain(Mesh.Istio.Resources.FieldReasons.Unexplained, actual, StringComparison.Ordinal);
    }

    private static void Replace(GoldenCase golden, SortedDictionary<string, string> files, string diagnostics)
    {
        if (Directory.Exists(golden.ExpectedFolder))
        {
            Directory.Delete(golden.ExpectedFolder, recursive: true);
        }

        foreach ((string path, string text) in files)
        {
            string file = Path.Combine(golden.ExpectedFolder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        File.WriteAllText(golden.DiagnosticsFile, diagnostics);
    }
}
