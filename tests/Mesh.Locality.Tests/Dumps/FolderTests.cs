using Mesh.Diagnostics;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Tests;

namespace Mesh.Localities.Tests.Dumps;

public sealed class FolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-dumps-").FullName;

    private static string TestData => Path.Combine(RepositoryRoot.Path, "tests", "Mesh.Locality.Tests", "TestData");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Two_clusters_give_the_expected_inventory()
    {
        string folder = Path.Combine(TestData, "two-clusters");
        string actual = InventoryText.Write(Inventory.FromDumps(folder));
        string expected = Path.Combine(TestData, "two-clusters.expected.txt");
        if (Environment.GetEnvironmentVariable("MESH_UPDATE_EXPECTED") == "1")
        {
            File.WriteAllText(expected, actual);
        }

        Assert.Equal(File.ReadAllText(expected), actual);
    }

    [Fact]
    public void The_secret_in_a_dump_appears_nowhere()
    {
        string text = InventoryText.Write(Inventory.FromDumps(Path.Combine(TestData, "two-clusters")));

        Assert.DoesNotContain("aHVudGVyMg", text, StringComparison.Ordinal);
        Assert.Contains("Secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_dictionary_and_memory_give_the_same_inventory()
    {
        string folder = Path.Combine(TestData, "two-clusters");
        Inventory expected = Inventory.FromDumps(folder);
        DumpFile[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path =>
        {
            string[] parts = Path.GetRelativePath(folder, path).Replace('\\', '/').Split('/', 2);
            return new DumpFile(parts[0], parts[1], File.ReadAllBytes(path));
        })];

        Assert.Equal(expected, Inventory.FromDumps(files));
        Assert.Equal(expected, Inventory.FromDumps(files.Reverse()));
        Assert.Equal(expected, Inventory.FromDumps(new Dictionary<string, string>
        {
            ["gcp"] = Path.Combine(folder, "gcp"),
            ["aws"] = Path.Combine(folder, "aws"),
        }));
    }

    [Theory]
    [InlineData("List", "\"kind\": \"Pod\", \"apiVersion\": \"v1\",")]
    [InlineData("PodList", "")]
    public void A_large_list_is_read_from_a_folder_as_it_is_from_memory(string kind, string says)
    {
        string pods = string.Join(
            ",\n", Enumerable.Range(0, 6000).Select(number => $$"""
            {
              {{says}} "metadata": {"name": "pod-{{number % 5990}}", "namespace": "größe", "labels": {"app": "a{{number}}"} },
              "spec": {"nodeName": "n", "serviceAccountName": "s"},
              "status": {"phase": "Running", "podIP": "10.0.{{number / 256}}.{{number % 256}}" }
            }
            """));
        string text = $$"""{"apiVersion": "v1", "items": [{{pods}}], "kind": "{{kind}}"}""";
        Directory.CreateDirectory(Path.Combine(_folder, "aws"));
        File.WriteAllText(Path.Combine(_folder, "aws", "pods.json"), text);

        Inventory read = Inventory.FromDumps(_folder);

        Assert.True(text.Length > 1 << 20);
        Assert.Equal(5990, read.Clusters[0].Workloads.Count);
        Assert.Equal(10, read.Diagnostics.Count(finding => finding.Code == "MI005"));
        Assert.Equal(Inventory.FromDumps([new DumpFile("aws", "pods.json", System.Text.Encoding.UTF8.GetBytes(text))]), read);
    }

    [Fact]
    public void Misuse_throws()
    {
        Assert.Throws<ArgumentNullException>(() => Inventory.FromDumps((string)null!));
        Assert.Throws<ArgumentException>(() => Inventory.FromDumps(""));
        Assert.Throws<ArgumentNullException>(() => Inventory.FromDumps((IEnumerable<DumpFile>)null!));
        Assert.Throws<DirectoryNotFoundException>(() => Inventory.FromDumps(Path.Combine(_folder, "none")));
        Assert.Throws<DirectoryNotFoundException>(
            () => Inventory.FromDumps(new Dictionary<string, string> { ["a"] = Path.Combine(_folder, "none") }));
    }

    [Fact]
    public void An_empty_folder_is_reported()
    {
        Inventory inventory = Inventory.FromDumps(_folder);

        Assert.Empty(inventory.Clusters);
        Assert.Equal("MI007", Assert.Single(inventory.Diagnostics).Code);
    }

    [Fact]
    public void A_cluster_without_dumps_is_an_error_and_not_in_the_inventory()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "aws"));
        File.WriteAllText(Path.Combine(_folder, "aws", "notes.txt"), "no dump");

        Inventory inventory = Inventory.FromDumps(_folder);

        Assert.Empty(inventory.Clusters);
        Diagnostic finding = Assert.Single(inventory.Diagnostics);
        Assert.Equal(("MI007", "aws", DiagnosticSeverity.Error), (finding.Code, finding.Path, finding.Severity));
    }

    [Fact]
    public void A_file_beside_the_clusters_is_reported_and_hidden_things_are_not()
    {
        File.WriteAllText(Path.Combine(_folder, "nodes.yaml"), "kind: Node\n");
        File.WriteAllText(Path.Combine(_folder, ".hidden.yaml"), "kind: Node\n");
        Directory.CreateDirectory(Path.Combine(_folder, ".git"));
        Directory.CreateDirectory(Path.Combine(_folder, "aws"));
        File.WriteAllText(Path.Combine(_folder, "aws", "nodes.yaml"), "apiVersion: v1\nkind: NodeList\nitems: []\n");

        Inventory inventory = Inventory.FromDumps(_folder);

        Assert.Equal("nodes.yaml", Assert.Single(inventory.Diagnostics, d => d.Code == "MI008").Path);
        Assert.Single(inventory.Clusters);
    }

    [Fact]
    public void A_broken_file_stops_no_other_and_names_file_and_line()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "aws", "deep", "er"));
        File.WriteAllText(Path.Combine(_folder, "aws", "deep", "er", "a.YAML"), "kind: Node\nmetadata: [1\n");
        File.WriteAllText(Path.Combine(_folder, "aws", "b.yml"), "apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n");
        File.WriteAllBytes(Path.Combine(_folder, "aws", "c.json"), [0xFF, 0x00]);

        Inventory inventory = Inventory.FromDumps(_folder);

        Assert.Equal("n1", Assert.Single(inventory.Clusters[0].Nodes).Name);
        Assert.Equal(
            [("aws/c.json", 1), ("aws/deep/er/a.YAML", 3)],
            inventory.Diagnostics.Where(d => d.Code == "MI001").Select(d => (d.Path, d.Position!.Value.Line)));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_reported()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        Directory.CreateDirectory(Path.Combine(_folder, "aws"));
        File.CreateSymbolicLink(Path.Combine(_folder, "aws", "gone.json"), Path.Combine(_folder, "none.json"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "aws", "circle"), _folder);

        Inventory inventory = Inventory.FromDumps(_folder);

        Assert.Equal("aws/gone.json", Assert.Single(inventory.Diagnostics, d => d.Code == "MI001").Path);
    }
}
