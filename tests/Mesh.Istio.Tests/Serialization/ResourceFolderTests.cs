using Mesh.Diagnostics;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Serialization;

public sealed class ResourceFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh").FullName;

    public static MatrixTheoryData<ManifestFormat, ManifestLayout, bool> Options =>
        new(Enum.GetValues<ManifestFormat>(), Enum.GetValues<ManifestLayout>(), [false, true]);

    private static MeshResources Resources => new() { Clusters = [Cluster("gcp", "details", "reviews"), Cluster("aws", "details")] };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Options))]
    public void What_was_written_is_read_back_and_written_again_without_change(
        ManifestFormat format, ManifestLayout layout, bool kustomization)
    {
        var options = new WriteOptions { Format = format, Layout = layout, Kustomization = kustomization };
        WriteResult first = Resources.WriteTo(_folder, options);
        Assert.Equal((0, 0), (first.Unchanged, first.Deleted));
        Assert.Empty(first.Diagnostics);

        MeshResources read = MeshResources.Read(_folder);
        Assert.Empty(read.Diagnostics);
        Assert.Equal(Resources, read);

        Dictionary<string, string> before = Files();
        WriteResult second = Resources.WriteTo(_folder, options);
        Assert.Equal((0, first.Written, 0), (second.Written, second.Unchanged, second.Deleted));
        Assert.Equal(before, Files());
    }

    [Fact]
    public void Objects_without_namespace_are_those_of_default_and_it_is_said_once()
    {
        Write("aws/all.yaml", string.Join("---\n", new[] { "a", "b" }.Select(
            name => $"apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {{ name: {name} }}\n"
                + $"spec: {{ host: {name} }}\n")));

        MeshResources read = MeshResources.Read(_folder);

        Assert.All(read["aws"], value => Assert.Equal("default", value.Metadata.Namespace));
        Diagnostic finding = Assert.Single(read.Diagnostics);
        Assert.Equal(("MY023", "aws"), (finding.Code, finding.Path));
        Assert.Contains("DestinationRule a, DestinationRule b", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_namespace_of_objects_without_one_can_be_given()
    {
        Write("aws/all.yaml", "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: a }\nspec: { host: a }\n");

        MeshResources read = MeshResources.Read(_folder, defaultNamespace: "shop");

        Assert.Empty(read.Diagnostics);
        Assert.Equal("shop", Assert.Single(read["aws"]).Metadata.Namespace);
    }

    [Fact]
    public void Files_are_named_by_apply_order_kind_namespace_and_name()
    {
        Resources.WriteTo(_folder, new WriteOptions { Kustomization = true });
        Assert.Equal(
            [
                "aws/.mesh-files", "aws/00-namespace.mc.yaml", "aws/02-destinationrule.mc.details.yaml",
                    "aws/07-virtualservice.mc.details.yaml", "aws/kustomization.yaml",
                "gcp/.mesh-files", "gcp/00-namespace.mc.yaml", "gcp/02-destinationrule.mc.details.yaml",
                    "gcp/02-destinationrule.mc.reviews.yaml",
                "gcp/07-virtualservice.mc.details.yaml", "gcp/07-virtualservice.mc.reviews.yaml", "gcp/kustomization.yaml",
            ],
            Files().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- \"00-namespace.mc.yaml\"\n- "
                + "\"02-destinationrule.mc.details.yaml\"\n- \"07-virtualservice.mc.details.yaml\"\n",
            Files()["aws/kustomization.yaml"]);
    }

    [Fact]
    public void Outdated_files_and_clusters_go_and_files_of_others_stay()
    {
        Resources.WriteTo(_folder);
        Write("gcp/mine.yaml", "mine");
        Write("other/mine.yaml", "mine");
        Write("aws/07-virtualservice.mc.details.yaml", "changed");
        WriteResult result =
            new MeshResources { Clusters = [Cluster("gcp", "reviews")] }.WriteTo(_folder, new WriteOptions { RemovedClusters = ["aws"] });

        Assert.Equal((0, 3, 4), (result.Written, result.Unchanged, result.Deleted));
        Assert.Equal("MY014 aws/07-virtualservice.mc.details.yaml",
            string.Join(", ", result.Diagnostics.Select(d => $"{d.Code} {d.Path}")));
        Assert.Equal(
            [
                "aws/.mesh-files", "aws/07-virtualservice.mc.details.yaml", "gcp/.mesh-files", "gcp/00-namespace.mc.yaml",
                    "gcp/02-destinationrule.mc.reviews.yaml",
                "gcp/07-virtualservice.mc.reviews.yaml", "gcp/mine.yaml", "other/mine.yaml",
            ],
            Files().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_without_anything_of_others_is_removed_with_its_cluster()
    {
        Resources.WriteTo(_folder);
        new MeshResources().WriteTo(_folder, new WriteOptions { RemovedClusters = ["aws", "gcp"] });
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Files_of_others_are_overwritten_only_when_allowed()
    {
        const string File = "aws/00-namespace.mc.yaml";
        Write(File, "mine");
        WriteResult refused = Resources.WriteTo(_folder);
        Assert.Equal($"MY013 {File}", string.Join(", ", refused.Diagnostics.Select(d => $"{d.Code} {d.Path}")));
        Assert.Equal("mine", Files()[File]);

        WriteResult allowed = Resources.WriteTo(_folder, new WriteOptions { Overwrite = true });
        Assert.Empty(allowed.Diagnostics);
        Assert.Equal(Resources, MeshResources.Read(_folder));
    }

    [Fact]
    public void An_interrupted_run_leaves_nothing_that_the_next_takes_for_somebody_elses()
    {
        IEnumerable<ClusterResources> Interrupted()
        {
            yield return Cluster("aws", "details");
            throw new InvalidOperationException("stop");
        }

        Assert.Throws<InvalidOperationException>(() => ResourceFolder.Write(_folder, Interrupted()));
        Write("aws/.mesh-files",
            Files()["aws/.mesh-files"].Replace(Files()["aws/.mesh-files"].Split("  ")[0], "-", StringComparison.Ordinal));
        Write("aws/00-namespace.mc.yaml", "half of the fi");
        Assert.Empty(Resources.WriteTo(_folder).Diagnostics);
        Assert.Equal(Resources, MeshResources.Read(_folder));
    }

    [Fact]
    public void A_record_that_names_files_elsewhere_is_not_obeyed()
    {
        Write("precious.yaml", "mine");
        Write("aws/.mesh-files", "-  ../precious.yaml\n-  ..\n-  /etc/passwd\nnonsense\n");
        new MeshResources().WriteTo(_folder, new WriteOptions { RemovedClusters = ["aws"] });
        Assert.Equal("mine", Files()["precious.yaml"]);
    }

    [Fact]
    public void Foreign_folders_are_read_with_all_their_findings()
    {
        Write("aws/b/two.yml",
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: two}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\n");
        Write("aws/a.json", "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"one\"}}");
        Write("aws/broken.yaml", "a: }\n");
        Write("aws/again.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: one, labels: {a: b}}\n");
        Write("aws/notes.txt", "not a manifest: [");
        Write("aws/.hidden.yaml", "not a manifest: [");
        Write("stray.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: three}\n");
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        MeshResources read = MeshResources.Read(_folder);
        Assert.Equal(["aws", "empty"], read.Clusters.Select(c => c.Cluster));
        Assert.Equal([new Namespace { Metadata = new() { Name = "one", Labels = [new("a", "b")] } },
            new Namespace { Metadata = new() { Name = "two" } }], read["aws"]);
        Assert.Equal(
            ["MY021 aws/.hidden.yaml ", "MY010 aws/again.yaml ", "MY008 aws/b/two.yml line 5, column 1",
                "MY001 aws/broken.yaml line 1, column 4", "MY012 stray.yaml "],
            read.Diagnostics.Select(d => $"{d.Code} {d.Path} {d.Position}"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_finding()
    {
        MeshResources read = MeshResources.Read(Path.Combine(_folder, "nowhere"));
        Assert.All(read.Diagnostics, d => Assert.Equal("MY011", d.Code));
        Assert.NotEmpty(read.Diagnostics);
        Assert.Empty(read.Clusters);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".git")]
    [InlineData("a.")]
    [InlineData("NUL")]
    [InlineData("con.x")]
    [InlineData("arn:aws:eks")]
    public void Clusters_whose_names_are_no_folder_names_are_refused(string name) =>
        Assert.Throws<ArgumentException>(() => ResourceFolder.Write(_folder, [new ClusterResources(name)]));

    [Fact]
    public void Objects_with_any_names_get_files_of_their_own()
    {
        string[] names = ["a", "A", "a.b", "a-b", "..", "/", "x/../../y", "CON", new('n', 300), new('n', 301), "ä", "a\nb", " ", "", "a."];
        IstioObject[] objects = [.. names.SelectMany(ns => names.Select(
            name => new Sidecar { Metadata = new() { Name = name, Namespace = ns } })), new Sidecar { Metadata = new() { Name = "a" } }];
        var resources = new MeshResources { Clusters = [new ClusterResources("c") { Objects = objects.ToValueList() }] };
        WriteResult result = resources.WriteTo(_folder);
        Assert.Equal(objects.Length, result.Written);
        Assert.Equal(objects.Length,
            Files().Keys.Where(f => f.EndsWith(".yaml", StringComparison.Ordinal)).Select(f => f.ToUpperInvariant()).Distinct().Count());
        Assert.All(Files().Keys, file => Assert.Matches("^c/(\\.mesh-files|10-sidecar\\.[-a-z0-9._]{1,200}\\.yaml)$", file));

        // What has no namespace comes back as of default.
        HashSet<IstioObject> read = [.. MeshResources.Read(_folder)["c"].Where(value => value.Metadata.Namespace != "default")];
        Assert.Equal(objects.Where(value => !string.IsNullOrEmpty(value.Metadata.Namespace)).ToHashSet(), read);
    }

    private static ClusterResources Cluster(string name, params string[] hosts) => new(name)
    {
        Objects =
        [
            .. hosts.Reverse().Select(host => new VirtualService { Metadata = new() { Name = host, Namespace = "mc" }, Hosts = [host] }),
            .. hosts.Reverse().Select(host => new DestinationRule { Metadata = new() { Name = host, Namespace = "mc" }, Host = host }),
            new Namespace { Metadata = new() { Name = "mc", Labels = [new("cluster", name)] } },
        ],
    };

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private Dictionary<string, string> Files() =>
        Directory.EnumerateFiles(_folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .ToDictionary(file => Path.GetRelativePath(_folder, file).Replace('\\', '/'), File.ReadAllText);
}
