using Mesh.Istio.Apply;
using Mesh.Istio.Manifests;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Tests.Reconciling;
using Mesh.Istio.Tests.Serialization;

namespace Mesh.Istio.Tests.Isolation;

/// <summary>
/// One team's worst file leaves every other team's output as it should be, and its own as it was: by hand, and 200 made of a seed (50, and
/// 10 against clusters, unless MESH_RUNS says more).
/// </summary>
public sealed class BrokenFileTests : IDisposable
{
    private readonly TeamFiles _files = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, TeamClusters.Runs(otherwise: 50))];

    /// <summary>What happened to the file; the places that the findings say they concern.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { "a field that nobody knows", Replace("spec:\n  namespaces", "spec:\n  namspaces: []\n  namespaces"), Own },
        { "a number that is none", Replace("port: 80\n", "port: many\n"), Own },
        { "a tab", Replace("spec:\n  namespaces:", "spec:\n\tnamespaces:"), Own },
        { "cut in a quoted text", TeamFiles.Honest[..TeamFiles.Honest.IndexOf("a.example.com", StringComparison.Ordinal)] + "\"a.ex", Own },
        { "a field twice", Replace("  workspace: a\n", "  workspace: a\n  workspace: a\n"), Own },
        { "a marker that was forgotten", Replace("---\n", ""), Own },
        { "an alias that stands for nothing", Replace("port: 80\n", "port: *x\n"), Own },
        { "nested without end", Replace("spec:\n  namespaces:", "spec:\n  namespaces: " + new string('[', 5000)
            + "\n  sharedNamespaces:"), Own },
        { "a kind that there is not", Replace("kind: Workspace", "kind: Worksapce"), Own },
        { "another version", Replace("multicluster.mesh/v1", "multicluster.mesh/v2"), Own },
        { "JSON that is cut", """{"apiVersion": "v1", "kind": "Workspace", "metadata": {"tenant": "t", "name": "a"}, "spec": {""", Own },
        { "no metadata", Replace("metadata:", "metdata:"), Anybody },
        { "a parent that there is not", Replace("tenant: t\n", "tenant: tt\n"), Anybody },
        { "no YAML at all", ": : : {{{ \t", Anybody },
        { "something else", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n", Anybody },
        { "no text", "\u0000", Anybody },
        { "a NUL character behind its first document", Replace("---\n", "\u0000---\n"), Own },
    };

    private const string Own = "tenants/t/workspaces/a";
    private const string Anybody = "tenants/*/workspaces/*";

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_broken_file_holds_whom_it_concerns_and_nobody_else(string what, string text, string concerns)
    {
        Assert.NotEqual("", what);
        Generate().WriteTo(_files.Output);
        Dictionary<string, string> before = FilesOf("a");
        _files.WriteB("b2.example.com");
        Dictionary<string, string> expected = FilesOf("b", Generate());
        _files.WriteA(text);

        ModelReadResult read = MeshModel.FromFolder(_files.Model);
        WriteResult result = Generate().WriteTo(_files.Output);

        Assert.Equal(concerns, Assert.Single(read.Diagnostics.Errors.SelectMany(error => error.Concerns).Distinct()));
        Assert.All(read.Diagnostics.Errors, error => Assert.StartsWith("a.yaml", error.Path, StringComparison.Ordinal));
        Assert.NotEmpty(before);
        Assert.Equal(before, FilesOf("a"));
        Dictionary<string, string> after = FilesOf("b");
        Assert.All(expected, file => Assert.Equal(file.Value, after[file.Key]));
        Assert.Equal(concerns == Own ? expected.Count : expected.Count + 6, after.Count);
        Assert.Contains(result.Diagnostics, finding => finding.Code == ManifestDiagnostics.WorkspaceHeld.Code);
    }

    [Theory]
    [InlineData("kind: Organization")]
    [InlineData("kind: Cluster")]
    [InlineData("kind: Tenant")]
    public void A_broken_file_of_the_platform_holds_everything_and_says_so(string kind)
    {
        string text = File.ReadAllText(Path.Combine(_files.Model, "platform.yaml"));
        _files.Write("platform.yaml", text.Replace(kind, kind + "\nowner: me", StringComparison.Ordinal));

        ModelReadResult read = MeshModel.FromFolder(_files.Model);

        Assert.Null(read.Model);
        Assert.Contains(read.Diagnostics.Errors, error => error.Help.EndsWith("Until then there is no model.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_may_hold_a_cluster_which_was_observed_holds_everything()
    {
        _files.Write("clusters.yaml", ": : :");
        MeshModel model = MeshModel.FromFolder(_files.Model).Model!;

        MeshResources resources = new IstioGenerator().Generate(
            model, TwoTeams.Inventory with { Clusters = [.. TwoTeams.Inventory.Clusters, TwoTeams.Observed("new")] });

        Assert.Empty(resources.Clusters);
        Assert.Contains(resources.Diagnostics.Errors, error => error.Path == "clusters/new"
            && error.Message.Contains("clusters.yaml", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AccessScope.Tenant, "", true)]
    [InlineData(AccessScope.Listed, "tenants/t/workspaces/a", true)]
    [InlineData(AccessScope.Workspace, "tenants/t/workspaces/a", true)]
    [InlineData(AccessScope.Workspace, "tenants/t", true)]
    [InlineData(AccessScope.Workspace, "", false)]
    [InlineData(AccessScope.Unlimited, "", false)]
    public void Whoever_permits_a_workspace_that_cannot_be_read_goes_on_permitting_it(AccessScope scope, string other, bool isHeld)
    {
        string guardrails = $"spec:\n  security:\n    access:\n      scope: {scope.ToString().ToLowerInvariant()}\n"
            + (other.Length == 0 ? "" : $"      others: [{other}]\n");
        string file = Path.Combine(_files.Model, "b.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("spec:\n  namespaces", guardrails + "  namespaces",
            StringComparison.Ordinal));
        MeshResources before = Generate();
        before.WriteTo(_files.Output);
        Dictionary<string, string> files = FilesOf("b");
        Assert.False(before.Diagnostics.HasErrors, before.Diagnostics.ToString());

        foreach (string text in (string[])[Replace("spec:\n  namespaces:", "spec:\n\tnamespaces:"), ": : : {{{"])
        {
            _files.WriteA(text);
            MeshModel model = MeshModel.FromFolder(_files.Model).Model!;
            new IstioGenerator().Generate(model, TwoTeams.Inventory).WriteTo(_files.Output);

            Assert.Equal(files, FilesOf("b"));
            Assert.Equal(isHeld, Concerns("tenants/t/workspaces/b"));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_others_files_are_as_they_should_be(int seed)
    {
        Generate().WriteTo(_files.Output);
        Dictionary<string, string> before = FilesOf("a");
        _files.WriteB("b2.example.com");
        Dictionary<string, string> expected = FilesOf("b", Generate());
        _files.WriteA(TeamFiles.Worsen(seed));

        ModelReadResult read = MeshModel.FromFolder(_files.Model);
        new IstioGenerator().Generate(read.Model!, TwoTeams.Inventory).WriteTo(_files.Output);

        Dictionary<string, string> after = FilesOf("b");
        Assert.All(expected, file => Assert.Equal(file.Value, after.GetValueOrDefault(file.Key)));
        if (read.Diagnostics.HasErrors)
        {
            Dictionary<string, string> kept = FilesOf("a");
            Assert.All(before, file => Assert.Equal(Concerns(Own) ? file.Value
                : kept[file.Key], kept[file.Key]));
        }
    }

    [Fact]
    public async Task The_others_objects_are_as_they_should_be_when_the_model_is_applied()
    {
        await using TeamClusters clusters = await TeamClusters.StartAsync();
        Applier applier = clusters.Applier();
        await AssertCorpusAsync(clusters, () => applier.ApplyAsync(Generate()));
    }

    [Fact]
    public async Task The_others_objects_are_as_they_should_be_when_the_model_is_reconciled()
    {
        await using TeamClusters clusters = await TeamClusters.StartAsync();
        await using Replica replica = clusters.Reconcile(new ModelFolder(_files.Model, TimeSpan.FromMilliseconds(1)));
        await AssertCorpusAsync(clusters, () => Task.CompletedTask);
    }

    private Task AssertCorpusAsync(TeamClusters clusters, Func<Task> apply) => clusters.AssertCorpusAsync(
        host =>
        {
            _files.WriteA(TeamFiles.Honest);
            _files.WriteB(host);
            return apply();
        },
        async (seed, host) =>
        {
            _files.WriteA(TeamFiles.Worsen(seed));
            _files.WriteB(host);
            bool isHeld = Concerns(Own);
            await apply();
            return isHeld;
        },
        updates: true);

    private bool Concerns(string place) =>
        MeshModel.FromFolder(_files.Model).Diagnostics.Errors.Any(error => error.Concerns.Contains(place));

    private MeshResources Generate() => new IstioGenerator().Generate(MeshModel.FromFolder(_files.Model).Model!, TwoTeams.Inventory);

    private Dictionary<string, string> FilesOf(string team) =>
        Directory.EnumerateFiles(_files.Output, "*.yaml", SearchOption.AllDirectories)
        .Select(file => (Name: Path.GetRelativePath(_files.Output, file), Text: File.ReadAllText(file)))
        .Where(file => file.Text.Contains($"/workspace: {team}\n", StringComparison.Ordinal))
        .ToDictionary(file => file.Name, file => file.Text);

    // As they are written where nothing was.
    private Dictionary<string, string> FilesOf(string team, MeshResources resources)
    {
        string beside = _files.Output + "-expected";
        resources.WriteTo(beside);
        return Directory.EnumerateFiles(beside, "*.yaml", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(beside, file), Text: File.ReadAllText(file)))
            .Where(file => file.Text.Contains($"/workspace: {team}\n", StringComparison.Ordinal))
            .ToDictionary(file => file.Name, file => file.Text);
    }

    private static string Replace(string right, string wrong)
    {
        Assert.Contains(right, TeamFiles.Honest, StringComparison.Ordinal);
        return TeamFiles.Honest.Replace(right, wrong, StringComparison.Ordinal);
    }
}
