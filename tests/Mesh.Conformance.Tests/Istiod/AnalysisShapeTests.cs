using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Analysis;
using Mesh.Istio.Manifests;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>Of the recorded shapes the analyzer finds the wrong ones, and leaves the right ones alone.</summary>
public class AnalysisShapeTests
{
    private static readonly Dictionary<string, string> Wrong = new(StringComparer.Ordinal)
    {
        // A gateway's address is replaced as soon as istiod knows the network's own gateway.
        ["gateway-host/field/known"] = "MF217",
        ["gateway-host/remote-field/known"] = "MF217",
        // Users go to both clusters in turn.
        ["east-west/no-destination-rule/up"] = "MF201",
        // The endpoint keeps the pods' port.
        ["east-west/ports/None-9080-http"] = "MF222",
        ["east-west/ports/http-web-http"] = "MF222",
    };

    [Theory]
    [InlineData("1.30")]
    [InlineData("1.31")]
    public void Wrong_shapes_are_found_and_right_ones_left_alone(string version)
    {
        Assert.True(IstioVersion.TryParse(version, out IstioVersion istio));
        IstiodCase[] lines = [.. IstiodCase.Read($"shapes-{version}.jsonl", istio)];

        Assert.Equal(
            lines.Select(line => $"{line.Id} {Wrong.GetValueOrDefault(line.Id)}"),
            lines.Select(line => $"{line.Id} {string.Join(' ', Find(line))}"));
    }

    // The recordings route to a service of the article that they do not have.
    private static IEnumerable<string> Find(IstiodCase line)
    {
        Inventory inventory = line.Inventory();
        var resources = new MeshResources { Clusters = [new ClusterResources(line.Cluster) { Objects = ManifestReader.Read(line.Config, line.Id).Objects }] };
        return new Analyzer(new AnalyzerOptions { Suppressed = [AnalysisDiagnostics.HostUnknown.Code] })
            .Analyze(resources, inventory)
            .Select(finding => finding.Code)
            .Distinct(StringComparer.Ordinal);
    }
}
