using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Serialization;

/// <summary>What a text or a folder may do to its reader: cost what it is long, and be what Kubernetes' own tools take it for.</summary>
public sealed class ReaderSafetyTests : IDisposable
{
    private const string Model =
        """
        apiVersion: multicluster.mesh/v1
        kind: Organization
        metadata:
          name: acme
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("mesh").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_mounted_ConfigMap_is_a_model()
    {
        SkipWithoutLinks();
        Mount("model.yaml", Model);

        ModelReadResult read = MeshModel.FromFolder(_folder);

        Assert.Equal("acme", read.Model?.Organization.Name);
        Assert.Empty(read.Diagnostics);
    }

    [Fact]
    public void A_mounted_ConfigMap_of_dumps_and_of_manifests_is_read_once()
    {
        SkipWithoutLinks();
        const string Text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: one}\n";
        string cluster = Directory.CreateDirectory(Path.Combine(_folder, "aws")).FullName;
        Mount("one.yaml", Text, cluster);

        Assert.Equal("one", Assert.Single(Inventory.FromDumps(_folder).Clusters[0].Namespaces).Name);
        MeshResources read = MeshResources.Read(_folder);
        Assert.Empty(read.Diagnostics);
        Assert.Single(read["aws"]);
    }

    [Fact]
    public void Hidden_folders_and_links_to_folders_are_passed_over_with_a_finding()
    {
        SkipWithoutLinks();
        File.WriteAllText(Path.Combine(_folder, "model.yaml"), Model);
        Directory.CreateDirectory(Path.Combine(_folder, ".github"));
        File.WriteAllText(Path.Combine(_folder, ".github", "workflow.yaml"), "on: push\n");
        File.WriteAllText(Path.Combine(_folder, ".hidden.yaml"), "on: push\n");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "circle"), "..");

        ModelReadResult read = MeshModel.FromFolder(_folder);

        Assert.NotNull(read.Model);
        Assert.Equal([".github", ".hidden.yaml", "circle"], read.Diagnostics.Select(d => d.Path));
        Assert.DoesNotContain(read.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_long_text_is_not_repeated_by_aliases()
    {
        string text = $"a: &a {new string('x', 10_000)}\nb: [{string.Join(", ", Enumerable.Repeat("*a", 2_000))}]\n";

        // A tenth of what cost 6 GB: one text of 10 kB, written out 2,000 times.
        DiagnosticList[] readers = [
            MeshModel.FromYaml(text).Diagnostics, MeshModel.FromDocuments(text).Diagnostics, ManifestReader.Read(text).Diagnostics];
        Assert.All(readers, found => Assert.Contains(found.Errors, d => d.Message.Contains("aliases", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Namespace\nmetadata: {name: !!str 5}", "5")]
    [InlineData("Namespace\nmetadata: {name: !!binary aGVsbG8=}", "hello")]
    [InlineData("Namespace\nmetadata:\n  <<: {name: merged}", "merged")]
    [InlineData("Namespace\nmetadata:\n  <<: [{name: first}, {name: second}]\n  labels: {a: b}", "first")]
    [InlineData("Namespace\nmetadata:\n  <<: {name: merged}\n  name: own", "own")]
    [InlineData("Namespace\nmetadata: {name: ended}\n...\n...\n", "ended")]
    public void Yaml_is_what_kubectl_takes_it_for(string kind, string name)
    {
        ManifestSet set = ManifestReader.Read($"apiVersion: v1\nkind: {kind}");

        Assert.Empty(set.Diagnostics);
        Assert.Equal(name, Assert.Single(set.Objects).Metadata.Name);
    }

    [Fact]
    public void A_tag_makes_a_number_of_a_quoted_text()
    {
        ManifestSet set = ManifestReader.Read(
            "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: a, namespace: b}\nspec: {hosts: [a.b], ports: "
                + "[{number: !!int \"80\", name: http, protocol: HTTP}]}");

        Assert.Empty(set.Diagnostics);
        Assert.Equal(80u, (uint)Assert.IsType<ServiceEntry>(Assert.Single(set.Objects)).Ports[0].Number);
    }

    [Fact]
    public void Lists_in_lists_are_read_and_no_items_are_a_finding()
    {
        const string Inner = "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Namespace, metadata: {name: inner}}]}";
        ManifestSet set = ManifestReader.Read($"{{apiVersion: v1, kind: List, items: [{Inner}]}}");
        Assert.Equal("inner", Assert.Single(set.Objects).Metadata.Name);

        Assert.NotEmpty(ManifestReader.Read("{apiVersion: v1, kind: List, items: null}").Diagnostics);
        Directory.CreateDirectory(Path.Combine(_folder, "aws"));
        File.WriteAllText(Path.Combine(_folder, "aws", "a.yaml"), $"{{apiVersion: v1, kind: List, items: [{Inner}]}}");
        File.WriteAllText(Path.Combine(_folder, "aws", "b.yaml"), "{apiVersion: v1, kind: NodeList, items: null}");
        File.WriteAllText(Path.Combine(_folder, "aws", "c.yaml"), "Error from server (Forbidden): nodes is forbidden\n");
        Inventory inventory = Inventory.FromDumps(_folder);
        Assert.Equal("inner", Assert.Single(inventory.Clusters[0].Namespaces).Name);
        Assert.Equal(
            [("aws/b.yaml", DiagnosticSeverity.Warning), ("aws/c.yaml", DiagnosticSeverity.Error)],
            inventory.Diagnostics.Where(d => d.Code is "MI001" or "MI002" or "MI009").Select(d => (d.Path, d.Severity)).Order());
    }

    [Theory]
    [InlineData("e5", "\"e5\"")]
    [InlineData("E-10", "\"E-10\"")]
    [InlineData("east", "east")]
    [InlineData("e5a", "e5a")]
    public void A_text_that_a_reader_takes_for_an_exponent_is_quoted(string name, string written) =>
        Assert.Contains(
            $"name: {written}\n", ManifestWriter.ToYaml([new Namespace { Metadata = new() { Name = name } }]), StringComparison.Ordinal);

    [Fact]
    public void A_key_whose_escapes_make_it_long_is_read_back()
    {
        Namespace value = new Namespace { Metadata = new() { Name = "a", Labels = [new(new string('\u0001', 300), "b")] } };

        string text = ManifestWriter.ToYaml([value]);

        Assert.Equal(value, Assert.Single(ManifestReader.Read(text).Objects));
        Assert.All(
            text.Split('\n'),
            line => Assert.False(line.Length > 1024 && line.EndsWith(": b", StringComparison.Ordinal), "The key is a simple one."));
    }

    [Theory]
    [InlineData("{\"kind\": [[1]]}")]
    [InlineData("kind: [[1]]")]
    public void Bytes_nesting_and_time_of_every_reader_are_limited(string text)
    {
        (ReadLimits Limits, string Word)[] cases =
        [
            (new ReadLimits { MaxFileBytes = 5 }, "bytes"),
            (new ReadLimits { MaxDepth = 1 }, "depth|deeper"),
            (new ReadLimits { TimeProvider = new Leaps() }, "takes longer than"),
        ];
        foreach ((ReadLimits limits, string word) in cases)
        {
            DiagnosticList[] readers =
            [
                ManifestReader.Read(text, limits: limits).Diagnostics,
                MeshModel.FromYaml(text, limits).Diagnostics,
                MeshModel.FromDocuments(text, limits).Diagnostics,
                MeshModel.FromJson("{\"kind\": [[1]]}", limits).Diagnostics,
                MeshModel.FromJson(System.Text.Encoding.UTF8.GetBytes("{\"kind\": [[1]]}"), limits).Diagnostics,
                Inventory.FromDumps(
                    [new DumpFile("aws", "a", System.Text.Encoding.UTF8.GetBytes(text))],
                    new Mesh.Dumps.DumpOptions { Limits = limits }).Diagnostics,
            ];
            Assert.All(readers, found => Assert.Contains(found.Errors, d => System.Text.RegularExpressions.Regex.IsMatch(
                $"{d.Message} {d.Help}", word)));
        }
    }

    [Fact]
    public void Limits_are_checked_where_they_are_given()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadLimits { MaxFileBytes = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadLimits { MaxFileBytes = long.MaxValue });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadLimits { MaxTotalBytes = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadLimits { MaxFiles = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadLimits { MaxDepth = 201 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadLimits { MaxAliasBytes = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadLimits { MaxTime = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReadLimits { MaxTime = TimeSpan.MaxValue });
    }

    [Fact]
    public void Files_of_a_folder_are_limited_together()
    {
        string cluster = Directory.CreateDirectory(Path.Combine(_folder, "aws")).FullName;
        foreach (string name in new[] { "a", "b", "c" })
        {
            File.WriteAllText(Path.Combine(cluster, $"{name}.yaml"), $"{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}}}}}\n");
        }

        long bytes = new FileInfo(Path.Combine(cluster, "a.yaml")).Length;
        foreach (ReadLimits limits in new[] { new ReadLimits { MaxFiles = 2 }, new ReadLimits { MaxTotalBytes = 2 * bytes } })
        {
            Assert.Equal(["MY011 aws/c.yaml"], MeshResources.Read(_folder, limits).Diagnostics.Select(d => $"{d.Code} {d.Path}"));
            Assert.Equal(
                ["aws/c.yaml"],
                Inventory.FromDumps(_folder, new Mesh.Dumps.DumpOptions { Limits = limits }).Diagnostics.Errors.Select(d => d.Path));
            Assert.Contains("aws/c.yaml", MeshModel.FromFolder(_folder, limits).Diagnostics.Select(d => d.Path));
        }
    }

    [Fact]
    public void Names_that_differ_in_capitals_only_are_a_finding()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "aws"));
        Directory.CreateDirectory(Path.Combine(_folder, "AWS"));
        Assert.SkipWhen(Directory.GetDirectories(_folder).Length == 1, "The file system does not tell capitals apart.");
        foreach (string name in new[] { "a", "A" })
        {
            File.WriteAllText(
                Path.Combine(_folder, "aws", $"{name}.yaml"),
                $"{{apiVersion: v1, kind: Namespace, metadata: {{name: {name.ToLowerInvariant()}{(int)name[0]}}}}}\n");
        }

        Assert.Equal(["MY022 AWS", "MY022 aws/A.yaml"], MeshResources.Read(_folder).Diagnostics.Select(d => $"{d.Code} {d.Path}"));
        Assert.Equal(["AWS", "aws/A.yaml"], Inventory.FromDumps(_folder).Diagnostics.Where(d => d.Code == "MI019").Select(d => d.Path));
        Assert.Equal(["AWS", "aws/A.yaml"], MeshModel.FromFolder(_folder).Diagnostics.Where(d => d.Code == "MM109").Select(d => d.Path));
    }

    [Fact]
    public void Documents_of_one_name_do_not_multiply_their_children()
    {
        const string Head = "---\napiVersion: multicluster.mesh/v1\nkind: ";
        string text = Model + "\n" + Head + "Tenant\nmetadata: {name: t}\n"
            + string.Concat(Enumerable.Repeat(Head + "Workspace\nmetadata: {name: w, tenant: t}\nspec: {namespaces: [a/ns]}\n", 50))
            + string.Concat(Enumerable.Range(0, 50)
                .Select(i =>
                    Head
 + $"Gateway\nmetadata: {{name: g{i}, tenant: t, workspace: w}}\nspec: {{namespace: ns, workload: {{a: b}}, servers: []}}\n"));

        ModelReadResult read = MeshModel.FromDocuments(text);

        Assert.Equal("", read.Diagnostics.ToString());
        MeshModel model = read.Model!;
        Assert.Equal(50, model.Organization.Tenants[0].Workspaces.Count);
        Assert.Equal(50, model.Organization.Tenants[0].Workspaces.Sum(workspace => workspace.Gateways.Count));
    }

    /// <summary>A clock on which an hour passes whenever it is looked at.</summary>
    private sealed class Leaps : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => _now += TimestampFrequency * 3600;
    }

    private static void SkipWithoutLinks() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");

    /// <summary>The layout in which kubelet mounts a ConfigMap.</summary>
    private void Mount(string name, string text, string? folder = null)
    {
        folder ??= _folder;
        string version = Directory.CreateDirectory(Path.Combine(folder, "..2026_11_29_16_00_00.123456789")).FullName;
        File.WriteAllText(Path.Combine(version, name), text);
        Directory.CreateSymbolicLink(Path.Combine(folder, "..data"), "..2026_11_29_16_00_00.123456789");
        File.CreateSymbolicLink(Path.Combine(folder, name), Path.Combine("..data", name));
    }
}
