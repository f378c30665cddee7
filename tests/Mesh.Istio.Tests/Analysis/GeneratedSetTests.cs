using System.Text.RegularExpressions;
using CsCheck;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Analysis;
using Mesh.Istio.Generation;
using Mesh.Istio.Tests.Generation;
using Mesh.Istio.Tests.Golden;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Analysis;

/// <summary>
/// What Mesh generates holds no mistake that the analyzer knows: either a rule cries wolf or the generator makes a mistake.
/// </summary>
public partial class GeneratedSetTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All().Select(golden => golden.Name)];

    // What a case gets wrong on purpose is in its analysis.txt; set MESH_UPDATE_GOLDEN=1 to write it.
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_golden_set_has_the_findings_of_its_folder_and_mostly_none(string name)
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == name);
        Inventory inventory = golden.Inventory();
        MeshResources resources = new IstioGenerator().Generate(golden.Model(), inventory);
        DiagnosticList found = new Analyzer().Analyze(resources, inventory);
        string text = found.Count == 0 ? "" : found + "\n";
        if (Environment.GetEnvironmentVariable("MESH_UPDATE_GOLDEN") == "1" && text.Length > 0)
        {
            File.WriteAllText(golden.AnalysisFile, text);
        }

        Assert.Equal(File.Exists(golden.AnalysisFile) ? File.ReadAllText(golden.AnalysisFile) : "", text);
    }

    [Fact]
    public void A_random_generated_set_has_no_error_and_no_warning()
    {
        int objects = 0;
        Gen.Select(ModelGen.Valid, Gen.Int[0, int.MaxValue]).Sample(
            (model, seed) =>
            {
                Inventory inventory = new InventoryRandom(new Random(seed)).For(model);
                MeshResources resources = new IstioGenerator().Generate(model, inventory);
                DiagnosticList found = new Analyzer().Analyze(resources, inventory);
                string wrong = string.Join(
                    "\n",
                    found.Where(
                        diagnostic => diagnostic.Severity != DiagnosticSeverity.Info && !IsAskedFor(
                            diagnostic, model, resources.Diagnostics)));
                Assert.True(wrong.Length == 0, wrong);
                Interlocked.Add(ref objects, resources.Clusters.Sum(cluster => cluster.Objects.Count));
            },
            iter: 300);

        Assert.True(objects > 1000, "Too little was generated for the property to say anything.");
    }

    // Random models set thresholds that contradict each other, limits that no failover survives, TCP that a gateway ends or that has no
    // addresses, callers that are limited behind gateways, and identities that pods do not have; random inventories have pods
    // without sidecar and lack services, which the generator says itself.
    private static bool IsAskedFor(Diagnostic finding, MeshModel model, DiagnosticList generated) =>
        finding.Code == AnalysisDiagnostics.EjectionBudgetTooSmall.Code ? LimitSet().IsMatch(model.ToString())
        : finding.Code == AnalysisDiagnostics.HashAndLocality.Code ? HashSet().IsMatch(model.ToString())
        : finding.Code == AnalysisDiagnostics.FailureBehindGateway.Code || finding.Code == AnalysisDiagnostics.SharedTcpPort.Code
            ? TcpSet().IsMatch(model.ToString())
                || generated.Any(diagnostic => diagnostic.Code == SurroundingsDiagnostics.TcpWithoutAddress.Code)
        : finding.Code == AnalysisDiagnostics.BypassedLimit.Code || finding.Code == AnalysisDiagnostics.AdmittedInternet.Code
            ? AccessSet().IsMatch(model.ToString())
        : finding.Code == AnalysisDiagnostics.TlsMismatch.Code
            ? finding.Message.Contains("without a proxy", StringComparison.Ordinal)
        : finding.Code == AnalysisDiagnostics.DeadEnd.Code ? finding.Message.Contains("certificate", StringComparison.Ordinal)
            && AccountSet().IsMatch(model.ToString())
        : finding.Code == AnalysisDiagnostics.ConnectTimeout.Code ? TimeoutSet().IsMatch(model.ToString())
        : finding.Code == AnalysisDiagnostics.EjectionNever.Code ? ThresholdSet().IsMatch(model.ToString())
        : (finding.Code == AnalysisDiagnostics.HostUnknown.Code || finding.Code == AnalysisDiagnostics.ServiceElsewhereOnly.Code)
            && generated.Any(diagnostic => diagnostic.Code == GenerationDiagnostics.ServiceMissing.Code);

    [GeneratedRegex("Consecutive5xxErrors = [0-9]")]
    private static partial Regex ThresholdSet();

    [GeneratedRegex("ConsistentHash = ConsistentHashSettings")]
    private static partial Regex HashSet();

    [GeneratedRegex("Access = AccessSettings")]
    private static partial Regex AccessSet();

    [GeneratedRegex("TcpServer")]
    private static partial Regex TcpSet();

    [GeneratedRegex("(ServiceAccount|TrustDomain) = [a-z]")]
    private static partial Regex AccountSet();

    [GeneratedRegex("Timeout = [0-9]")]
    private static partial Regex TimeoutSet();

    [GeneratedRegex("MaxEjectionPercent = [0-9]")]
    private static partial Regex LimitSet();
}
