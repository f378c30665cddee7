using System.Text.Json.Nodes;
using Mesh.Diagnostics;
using Mesh.Istio.Analysis;
using static Mesh.Istio.Tests.Analysis.AnalysisWorld;

namespace Mesh.Istio.Tests.Analysis;

public class SarifTests
{
    [Fact]
    public void Every_result_names_a_described_rule_a_level_a_message_and_a_place()
    {
        DiagnosticList found = Analyze(Good.Replace(Outlier, "").Replace("to: r2", "to: r3"));
        JsonNode run = JsonNode.Parse(Sarif.Write(found))!["runs"]![0]!;
        JsonArray rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        JsonArray results = run["results"]!.AsArray();

        Assert.Equal(found.Count, results.Count);
        Assert.True(found.Count >= 2);
        Assert.All(found.Zip(results), pair =>
        {
            (Diagnostic finding, JsonNode? result) = pair;
            JsonNode rule = rules[(int)result!["ruleIndex"]!]!;
            Assert.Equal(finding.Code, (string?)result["ruleId"]);
            Assert.Equal(finding.Code, (string?)rule["id"]);
            Assert.Equal("error", (string?)result["level"]);
            Assert.Equal($"{finding.Message} {finding.Help}", (string?)result["message"]!["text"]);
            Assert.Equal(finding.Path, (string?)result["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]);
            Assert.NotEmpty((string?)rule["shortDescription"]!["text"] ?? "");
        });
    }

    [Fact]
    public void Version_schema_and_every_rule_are_there_without_findings()
    {
        JsonNode log = JsonNode.Parse(Sarif.Write(DiagnosticList.Empty))!;

        Assert.Equal("2.1.0", (string?)log["version"]);
        Assert.EndsWith("sarif-2.1.0.json", (string?)log["$schema"], StringComparison.Ordinal);
        Assert.Equal(
            AnalysisDiagnostics.All.Select(rule => rule.Code),
            log["runs"]![0]!["tool"]!["driver"]!["rules"]!.AsArray().Select(rule => (string)rule!["id"]!));
        Assert.Empty(log["runs"]![0]!["results"]!.AsArray());
    }

    [Fact]
    public void Severities_become_levels_and_codes_of_other_areas_are_rules_too()
    {
        var found = new DiagnosticList(
            [
                new Diagnostic("MG001", DiagnosticSeverity.Info, "a", "b", ""),
                new Diagnostic("MF210", DiagnosticSeverity.Warning, "c", "d", "e")]);
        JsonNode run = JsonNode.Parse(Sarif.Write(found))!["runs"]![0]!;

        Assert.Equal(["note", "warning"], run["results"]!.AsArray().Select(result => (string)result!["level"]!));
        Assert.Contains("MG001", run["tool"]!["driver"]!["rules"]!.AsArray().Select(rule => (string)rule!["id"]!));
    }

    [Fact]
    public void The_same_findings_give_the_same_text() =>
        Assert.Equal(Sarif.Write(Analyze(Rule.Replace(Outlier, ""))), Sarif.Write(Analyze(Rule.Replace(Outlier, ""))));
}
