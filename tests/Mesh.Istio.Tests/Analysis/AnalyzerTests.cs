using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Analysis;
using static Mesh.Istio.Tests.Analysis.AnalysisWorld;

namespace Mesh.Istio.Tests.Analysis;

public class AnalyzerTests
{
    private static readonly AnalysisFault[] Faults = [.. AnalysisFaults.All, .. MeshFaults.All];

    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (AnalysisFault fault in Faults)
            {
                names.Add(fault.Code, fault.Name);
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mistake_gives_its_code_and_no_other(string code, string name)
    {
        AnalysisFault fault = Find(code, name);

        DiagnosticList found = Analyze(fault.Faulty, fault.West, fault.Inventory, fault.Options);

        Assert.True(found.Count > 0 && found.All(finding => finding.Code == code), $"{code} was expected alone: {found}");
        Assert.All(found, finding =>
        {
            Assert.NotEmpty(finding.Message);
            Assert.NotEmpty(finding.Help);
            Assert.Equal(AnalysisDiagnostics.All.Single(descriptor => descriptor.Code == code).Severity, finding.Severity);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_only_looks_like_it_gives_nothing(string code, string name)
    {
        AnalysisFault fault = Find(code, name);
        bool differs = fault.Near != fault.Faulty
            || fault.NearInventory is not null
            || fault.NearOptions is not null
            || fault.NearWest is not null;

        DiagnosticList found = Analyze(
            fault.Near, fault.NearWest ?? fault.West, fault.NearInventory ?? (differs ? fault.Inventory : null),
            fault.NearOptions ?? fault.Options);

        Assert.Equal("", string.Join("\n", found));
    }

    [Fact]
    public void Every_code_has_a_mistake() =>
        Assert.Empty(AnalysisDiagnostics.All
            .Select(descriptor => descriptor.Code)
            .Except(Faults.Select(fault => fault.Code))
            .Except([AnalysisDiagnostics.UnknownCode.Code, AnalysisDiagnostics.UnknownCluster.Code]));

    [Fact]
    public void An_option_that_names_an_unknown_cluster_is_a_finding()
    {
        var options = new AnalyzerOptions { RemoteSecrets = [new("east", ["wset"])] };
        Diagnostic found = Analyze(Good, Good, null, options).Single(finding => finding.Code == "MF226");

        Assert.Equal("AnalyzerOptions/RemoteSecrets", found.Path);
        Assert.Contains("'wset'", found.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'west'?", found.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void The_path_names_cluster_object_and_field() =>
        Assert.Equal(
            "east/DestinationRule/shop/host/trafficPolicy.outlierDetection.maxEjectionPercent",
            Assert.Single(Analyze(Good.Replace("maxEjectionPercent: 100", "maxEjectionPercent: 20"))).Path);

    [Fact]
    public void Without_any_inventory_only_what_the_resources_tell_is_said()
    {
        Assert.Empty(Analyze(Good.Replace("host: host.example.com", "host: details.shop.svc.cluster.local"), inventory: Inventory.Empty));
        Assert.Equal(
            "MF202",
            Assert.Single(Analyze(Good.Replace("maxEjectionPercent: 100", "maxEjectionPercent: 20"), inventory: Inventory.Empty)).Code);
        Assert.Equal("MF201", Assert.Single(Analyze(Rule.Replace(Outlier, ""), inventory: Inventory.Empty)).Code);
    }

    [Fact]
    public void Suppressed_codes_are_left_out_and_severities_replaced()
    {
        string faulty = Good.Replace("maxEjectionPercent: 100", "maxEjectionPercent: 20");

        Assert.Empty(Analyze(faulty, options: new() { Suppressed = ["MF202"] }));
        Assert.Equal(
            DiagnosticSeverity.Info,
            Assert.Single(Analyze(faulty, options: new() { Severities = [new("MF202", DiagnosticSeverity.Info)] })).Severity);
    }

    [Fact]
    public void A_code_that_no_rule_has_is_reported() =>
        Assert.Equal(
            [("MF200", "AnalyzerOptions/Severities"), ("MF200", "AnalyzerOptions/Suppressed")],
            Analyze(
                Good,
                options: new()
                {
                    Suppressed = ["MF999"],
                    Severities = [new("XX001", DiagnosticSeverity.Info)],
                }).Select(finding => (finding.Code, finding.Path)));

    [Fact]
    public void A_cluster_that_nobody_knows_is_an_error_and_the_near_name_is_said()
    {
        Diagnostic finding = Assert.Single(
            Analyze(Good, options: new() { RemoteSecrets = [new("east", ["eats"])] }), finding => finding.Code == "MF226");

        Assert.Equal((DiagnosticSeverity.Error, "AnalyzerOptions/RemoteSecrets"), (finding.Severity, finding.Path));
        Assert.Contains("'eats'", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'east'?", finding.Help, StringComparison.Ordinal);
    }

    private static AnalysisFault Find(string code, string name) => Faults.Single(fault => fault.Code == code && fault.Name == name);
}
