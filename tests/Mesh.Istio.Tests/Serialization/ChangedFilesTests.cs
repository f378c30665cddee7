using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Serialization;

public sealed class ChangedFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-changed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(ManifestLayout.FilePerObject, ManifestFormat.Yaml)]
    [InlineData(ManifestLayout.FilePerObject, ManifestFormat.Json)]
    [InlineData(ManifestLayout.FilePerCluster, ManifestFormat.Yaml)]
    public void Writing_what_changed_gives_the_folder_that_writing_everything_gives(ManifestLayout layout, ManifestFormat format)
    {
        MeshResources before = Of(("aws", ["a", "b", "c", "d"]), ("gcp", ["a", "b"]));
        MeshResources after = Of(("aws", ["a", "b!", "d", "e"]), ("gcp", ["a", "b"]), ("new", ["x"]));
        var options = new WriteOptions { Layout = layout, Format = format, Kustomization = true };
        before.WriteTo(_folder, options);

        WriteResult result = after.WriteTo(_folder, options with { Changes = after.ChangesSince(before) });
        Dictionary<string, string> changed = Files();
        WriteResult again = after.WriteTo(_folder, options);

        Assert.Equal(0, again.Written + again.Deleted);
        Assert.Equal(changed, Files());
        Assert.Empty(result.Diagnostics);
        Assert.True(result.Written > 0);
    }

    [Fact]
    public void What_did_not_change_is_not_looked_at_and_what_is_gone_is_written_again()
    {
        MeshResources before = Of(("aws", ["a", "b", "c"]), ("gcp", ["a"]));
        before.WriteTo(_folder);
        MeshResources after = Of(("aws", ["a", "b!", "c"]), ("gcp", ["a"]));
        string[] files = [.. Directory.GetFiles(Path.Combine(_folder, "aws"), "*.yaml").Order(StringComparer.Ordinal)];
        string other = Directory.GetFiles(Path.Combine(_folder, "gcp"), "*.yaml").Single();
        File.WriteAllText(files[0], "# mine\n");
        File.WriteAllText(other, "# mine\n");
        File.Delete(files[2]);

        WriteResult result = after.WriteTo(_folder, new WriteOptions { Changes = after.ChangesSince(before) });

        Assert.Equal(2, result.Written);
        Assert.Equal("# mine\n", File.ReadAllText(files[0]));
        Assert.Equal("# mine\n", File.ReadAllText(other));
        Assert.Contains("b.example.com", File.ReadAllText(files[1]), StringComparison.Ordinal);
        Assert.True(File.Exists(files[2]));
        Assert.Empty(result.Diagnostics);
    }

    private static MeshResources Of(params (string Cluster, string[] Hosts)[] clusters) => new()
    {
        Clusters = clusters.Select(entry => new ClusterResources(entry.Cluster)
        {
            Objects = entry.Hosts.Select(host => new DestinationRule
            {
                Metadata = new() { Name = host.TrimEnd('!'), Namespace = "mc" },
                Host = host.EndsWith('!') ? $"{host.TrimEnd('!')}.example.com" : "svc",
            }).ToValueList<IstioObject>(),
        }).ToValueList(),
    };

    private Dictionary<string, string> Files() => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(_folder, file), File.ReadAllText);
}
