namespace Mesh.Cases.Tests.Running;

/// <summary>Runs cases that are made for these tests, each in a folder of its own.</summary>
public sealed class CaseRunnerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mesh-cases-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_case_whose_checks_hold_has_no_failure()
    {
        CaseReport report = Run("read | none\nanalyze | no-errors\n");

        Assert.Equal((2, 0, 0), (report.Checks, report.Errors.Count, report.Failures.Count));
    }

    [Fact]
    public void Every_check_that_does_not_hold_is_reported_with_its_line()
    {
        CaseReport report = Run("read | has MY001\nread | none\n# more\nread | has any trouble\n");

        Assert.Equal(
            [
                "line 1: read | has MY001\n  expected has MY001, but found nothing",
                "line 4: read | has any trouble\n  expected has any trouble, but found nothing",
            ],
            report.Failures);
    }

    [Fact]
    public void A_line_that_is_no_check_does_not_hide_the_others()
    {
        CaseReport report = Run("reed | none\nread | has MY001\n");

        Assert.StartsWith("line 1: reed | none", Assert.Single(report.Errors), StringComparison.Ordinal);
        Assert.StartsWith("line 2:", Assert.Single(report.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_throws_is_a_failure()
    {
        CaseReport report = Run("simulate | east shop/web | orders:80 | rate 0 for 1 | | failed=0\nread | none\n");

        Assert.Contains("threw ArgumentOutOfRangeException", Assert.Single(report.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dump_is_no_manifest()
    {
        Directory.CreateDirectory(Path.Combine(_root, "case", "inventory", "west"));
        File.WriteAllText(Path.Combine(_root, "case", "inventory", "west", "cluster.yaml"), "kind: [List\n");

        Assert.Empty(Run("read | none\n").Failures);
    }

    [Fact]
    public void A_folder_of_cases_and_a_case_are_found_and_other_folders_are_not()
    {
        Run("read | none\n");
        Directory.CreateDirectory(Path.Combine(_root, "notes"));
        string path = Path.Combine(_root, "case");

        Assert.Equal([path, path], CaseFolders.Find($"{_root}:{path}/"));
    }

    // Test runners start in folders of their own.
    [Fact]
    public void A_relative_folder_is_seen_from_the_root_of_the_repository() =>
        Assert.Equal(CaseFolders.Find(null), CaseFolders.Find("tests/Mesh.Cases.Tests/Cases"));

    [Fact]
    public void A_folder_without_a_case_is_refused()
    {
        Assert.Throws<DirectoryNotFoundException>(() => CaseFolders.Find(_root));
        Assert.Throws<DirectoryNotFoundException>(() => CaseFolders.Find(Path.Combine(_root, "absent")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_folders_the_cases_of_this_project_are_meant(string? variable) =>
        Assert.All(CaseFolders.Find(variable), folder => Assert.Equal(CaseFolders.Default, Path.GetDirectoryName(folder)));

    private CaseReport Run(string expect)
    {
        string folder = Path.Combine(_root, "case");
        Directory.CreateDirectory(Path.Combine(folder, "east"));
        File.WriteAllText(Path.Combine(folder, "east", "entry.yaml"), """
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata:
              name: orders
              namespace: shop
            spec:
              hosts: [orders.shop.example]
              ports: [{ number: 80, name: http, protocol: HTTP }]
              location: MESH_EXTERNAL
              resolution: STATIC
              endpoints: [{ address: 192.0.2.1 }]
            """);
        File.WriteAllText(Path.Combine(folder, CaseFolders.ExpectFileName), expect);
        return CaseRunner.Run(folder);
    }
}
