using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Serialization;

/// <summary>
/// What one run may do to the files of another: nothing that is unknown counts as unwanted, and nothing outside is touched.
/// </summary>
public sealed class FolderSafetyTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mesh").FullName;

    public FolderSafetyTests() => Directory.CreateDirectory(Out);

    private string Out => Path.Combine(_root, "out");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void One_teams_misspelt_host_deletes_no_file_and_the_other_team_is_written()
    {
        MeshResources first = TwoTeams.Generate("a.example.com", "b.example.com");
        Assert.Equal("", string.Join("\n", first.Diagnostics.Errors));
        first.WriteTo(Out);
        Dictionary<string, string> before = Files();

        WriteResult result = TwoTeams.Generate("a.exa_mple.com", "new.example.com").WriteTo(Out);

        Dictionary<string, string> after = Files();
        Assert.All(
            before.Where(file => file.Value.Contains("/workspace: a\n", StringComparison.Ordinal)),
            file => Assert.Equal(file.Value, after[file.Key]));
        Assert.Contains(before.Values, text => text.Contains("/workspace: a\n", StringComparison.Ordinal));
        Assert.Contains(after.Values, text => text.Contains("new.example.com", StringComparison.Ordinal));
        Assert.DoesNotContain(after.Values, text => text.Contains("b.example.com", StringComparison.Ordinal));
        Assert.NotEmpty(result.Diagnostics);
    }

    [Fact]
    public void An_organization_in_error_is_not_written_at_all()
    {
        TwoTeams.Generate("a.example.com", "b.example.com").WriteTo(Out);
        Dictionary<string, string> before = Files();

        WriteResult result = TwoTeams.Generate("a.example.com", "new.example.com", region: "us_east/2").WriteTo(Out);

        Assert.Equal(before, Files());
        Assert.NotEmpty(result.Diagnostics);
    }

    [Fact]
    public void A_cluster_that_is_absent_is_kept()
    {
        new MeshResources { Clusters = [Cluster("aws", "one"), Cluster("gcp", "one")] }.WriteTo(Out);

        WriteResult result = new MeshResources { Clusters = [Cluster("gcp", "one")] }.WriteTo(Out);

        Assert.Equal(0, result.Deleted);
        Assert.NotEmpty(result.Diagnostics);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Out, "aws"), "*.yaml"));
    }

    [Fact]
    public void More_than_half_of_a_clusters_files_do_not_go_at_once()
    {
        new MeshResources { Clusters = [Cluster("aws", "one", "two", "three")] }.WriteTo(Out);

        WriteResult result = new MeshResources { Clusters = [Cluster("aws", "one")] }.WriteTo(Out);

        Assert.Equal(0, result.Deleted);
        Assert.NotEmpty(result.Diagnostics);
    }

    [Fact]
    public void A_link_where_a_file_is_written_is_not_followed()
    {
        SkipWithoutLinks();
        string precious = Path.Combine(_root, "precious.yaml");
        File.WriteAllText(precious, "mine");
        new MeshResources { Clusters = [Cluster("aws", "one")] }.WriteTo(Out);
        string file = Path.Combine(Out, "aws", "02-destinationrule.mc.one.yaml");
        File.Delete(file);
        File.CreateSymbolicLink(file, precious);

        WriteResult result = new MeshResources { Clusters = [Cluster("aws", "one")] }.WriteTo(Out);

        Assert.Equal("mine", File.ReadAllText(precious));
        Assert.Equal("MY013 aws/02-destinationrule.mc.one.yaml", string.Join(", ", result.Diagnostics.Select(d => $"{d.Code} {d.Path}")));
    }

    [Fact]
    public void A_link_in_place_of_a_clusters_folder_is_not_followed()
    {
        SkipWithoutLinks();
        string elsewhere = Directory.CreateDirectory(Path.Combine(_root, "elsewhere")).FullName;
        new MeshResources { Clusters = [Cluster("aws", "old")] }.WriteTo(elsewhere);
        Directory.CreateSymbolicLink(Path.Combine(Out, "aws"), Path.Combine(elsewhere, "aws"));
        Dictionary<string, string> before = Files();

        WriteResult result = new MeshResources { Clusters = [Cluster("aws", "one"), Cluster("gcp", "one")] }.WriteTo(Out);

        Assert.False(File.Exists(Path.Combine(elsewhere, "aws", "02-destinationrule.mc.one.yaml")));
        Assert.True(File.Exists(Path.Combine(elsewhere, "aws", "02-destinationrule.mc.old.yaml")));
        Assert.True(File.Exists(Path.Combine(Out, "gcp", "02-destinationrule.mc.one.yaml")));
        Assert.Equal("MY013 aws", string.Join(", ", result.Diagnostics.Select(d => $"{d.Code} {d.Path}")));
    }

    [Fact]
    public void A_link_in_place_of_the_record_is_not_written_through()
    {
        SkipWithoutLinks();
        string precious = Path.Combine(_root, "precious");
        File.WriteAllText(precious, "mine");
        Directory.CreateDirectory(Path.Combine(Out, "aws"));
        File.CreateSymbolicLink(Path.Combine(Out, "aws", ".mesh-files"), precious);

        new MeshResources { Clusters = [Cluster("aws", "one")] }.WriteTo(Out);

        Assert.Equal("mine", File.ReadAllText(precious));
    }

    [Fact]
    public void A_changed_outdated_file_is_reported_by_every_run()
    {
        new MeshResources { Clusters = [Cluster("aws", "one", "two")] }.WriteTo(Out);
        File.WriteAllText(Path.Combine(Out, "aws", "02-destinationrule.mc.two.yaml"), "changed");
        for (int i = 0; i < 2; i++)
        {
            WriteResult result = new MeshResources { Clusters = [Cluster("aws", "one")] }.WriteTo(Out);
            Assert.Equal("MY014", Assert.Single(result.Diagnostics).Code);
        }

        Assert.Empty(new MeshResources { Clusters = [Cluster("aws", "one", "two")] }.WriteTo(Out).Diagnostics);
    }

    [Theory]
    [InlineData(ManifestFormat.Yaml, false)]
    [InlineData(ManifestFormat.Json, true)]
    public void In_one_file_for_all_objects_those_of_a_held_workspace_stay(ManifestFormat format, bool kustomization)
    {
        var options = new WriteOptions { Layout = ManifestLayout.FilePerCluster, Format = format, Kustomization = kustomization };
        TwoTeams.Generate("a.example.com", "b.example.com").WriteTo(Out, options);
        IstioObject[] before = [.. MeshResources.Read(Out)["aws"].Where(IsOfA)];

        TwoTeams.Generate("a.exa_mple.com", "new.example.com").WriteTo(Out, options);

        MeshResources after = MeshResources.Read(Out);
        Assert.Empty(after.Diagnostics);
        Assert.NotEmpty(before);
        Assert.Equal(before, after["aws"].Where(IsOfA));
        Assert.Contains(after["aws"].OfType<VirtualService>(), service => service.Hosts.Contains("new.example.com"));
    }

    [Fact]
    public void A_kustomization_lists_the_files_that_are_kept()
    {
        var options = new WriteOptions { Kustomization = true };
        TwoTeams.Generate("a.example.com", "b.example.com").WriteTo(Out, options);
        string before = File.ReadAllText(Path.Combine(Out, "aws", "kustomization.yaml"));

        WriteResult result = TwoTeams.Generate("a.exa_mple.com", "b.example.com").WriteTo(Out, options);

        Assert.Equal(before, File.ReadAllText(Path.Combine(Out, "aws", "kustomization.yaml")));
        Assert.Equal((0, 0), (result.Written, result.Deleted));
        Assert.All(result.Kept, file => Assert.Contains("has errors", file.Reason, StringComparison.Ordinal));
        Assert.Equal(["MY015"], result.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void A_cluster_goes_when_its_removal_is_said()
    {
        new MeshResources { Clusters = [Cluster("aws", "one"), Cluster("gcp", "one")] }.WriteTo(Out);

        WriteResult result = new MeshResources { Clusters = [Cluster("gcp", "one")] }.WriteTo(
            Out, new WriteOptions { RemovedClusters = ["aws"] });

        Assert.Equal((1, 0), (result.Deleted, result.Diagnostics.Count));
        Assert.False(Directory.Exists(Path.Combine(Out, "aws")));
        Assert.Throws<ArgumentException>(
            () => new MeshResources { Clusters = [Cluster("gcp", "one")] }.WriteTo(Out, new WriteOptions { RemovedClusters = ["gcp"] }));
    }

    [Theory]
    [InlineData(ManifestLayout.FilePerObject)]
    [InlineData(ManifestLayout.FilePerCluster)]
    public void The_share_that_may_go_is_an_option(ManifestLayout layout)
    {
        var options = new WriteOptions { Layout = layout };
        new MeshResources { Clusters = [Cluster("aws", "one", "two", "three")] }.WriteTo(Out, options);
        var less = new MeshResources { Clusters = [Cluster("aws", "one")] };

        WriteResult kept = less.WriteTo(Out, options);
        int left = MeshResources.Read(Out)["aws"].Count;
        less.WriteTo(Out, options with { MaxPrunedShare = 0.7 });

        Assert.Equal("MY016 aws", string.Join(", ", kept.Diagnostics.Select(d => $"{d.Code} {d.Path}")));
        Assert.NotEmpty(kept.Kept);
        Assert.Equal((3, 1), (left, MeshResources.Read(Out)["aws"].Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WriteOptions { MaxPrunedShare = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WriteOptions { MaxPrunedShare = double.NaN });
    }

    [Fact]
    public void Objects_that_move_to_another_file_are_not_gone()
    {
        var resources = new MeshResources { Clusters = [Cluster("aws", "one", "two", "three")] };
        resources.WriteTo(Out);

        WriteResult result = resources.WriteTo(Out, new WriteOptions { Layout = ManifestLayout.FilePerCluster });

        Assert.Equal((1, 3, 0), (result.Written, result.Deleted, result.Diagnostics.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_full_disk_leaves_the_old_files_and_nothing_half_written(int room)
    {
        new MeshResources { Clusters = [Cluster("aws", "one", "two")] }.WriteTo(Out);
        Dictionary<string, string> before = Files();
        DestinationRule changed = new DestinationRule { Metadata = new() { Name = "one", Namespace = "mc" }, Host = "other" };
        var next = new MeshResources
        {
            Clusters = [new ClusterResources("aws") { Objects = [changed, .. Cluster("aws", "three", "four").Objects] }],
        };

        Assert.Throws<IOException>(() => ResourceFolder.WriteWithFindings(Out, next, null, new FullDisk(room)));

        Assert.Equal(before, Files());
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(Out, "aws")), file => file.EndsWith("tmp", StringComparison.Ordinal));
        Assert.Empty(next.WriteTo(Out).Diagnostics);
        Assert.Equal(next.Clusters, MeshResources.Read(Out).Clusters);
    }

    [Fact]
    public void A_cluster_whose_name_is_no_folders_name_stops_no_other()
    {
        WriteResult result = new MeshResources
        {
            Clusters = [Cluster("con", "one"), Cluster("aws", "one"), Cluster("GCP", "one"), Cluster("gcp", "one")],
        }.WriteTo(Out);

        Assert.Equal(
            ["MY019 GCP", "MY019 con", "MY019 gcp"], result.Diagnostics.Select(d => $"{d.Code} {d.Path}").Order(StringComparer.Ordinal));
        Assert.Equal(["aws"], new DirectoryInfo(Out).GetDirectories().Select(folder => folder.Name));
    }

    [Fact]
    public void Two_objects_of_one_name_stop_no_other()
    {
        WriteResult result = new MeshResources { Clusters = [Cluster("aws", "one", "one", "two")] }.WriteTo(Out);

        Assert.Equal("MY020 aws", string.Join(", ", result.Diagnostics.Select(d => $"{d.Code} {d.Path}")));
        Assert.Equal("two", Assert.Single(MeshResources.Read(Out)["aws"]).Metadata.Name);
    }

    private static bool IsOfA(IstioObject value) =>
        value.Metadata.Labels.TryGetValue("multicluster.mesh/workspace", out string? workspace) && workspace == "a";

    /// <summary>A disk on which only so many files have room.</summary>
    private sealed class FullDisk(int room) : FileStore
    {
        private int _left = room;

        public override void Stage(string path, ReadOnlySpan<byte> bytes)
        {
            if (_left-- <= 0)
            {
                base.Stage(path, bytes[..(bytes.Length / 2)]);
                Discard(path);
                throw new IOException("There is not enough space on the disk.");
            }

            base.Stage(path, bytes);
        }
    }

    private static void SkipWithoutLinks() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");

    private static ClusterResources Cluster(string name, params string[] hosts) => new(name)
    {
        Objects = [.. hosts.Select(host => new DestinationRule { Metadata = new() { Name = host, Namespace = "mc" }, Host = host })],
    };

    private Dictionary<string, string> Files() => Directory.EnumerateFiles(Out, "*.yaml", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Out, file).Replace('\\', '/'), File.ReadAllText);
}
