using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Analysis;
using Mesh.Istio.Manifests;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>Of the recorded shapes the analyzer finds the wrong ones, and leaves the right ones alone.</summary>
public class AnalysisShapeTests
{
    // What is found in a shape; nothing in those that are right.
    private static readonly (string Id, string Codes)[] Shapes =
    [
        ("gateway-host/none/unknown", ""),
        ("gateway-host/field/unknown", ""),
        ("gateway-host/remote-field/unknown", ""),
        ("gateway-host/label/unknown", ""),
        ("gateway-host/none/known", ""),
        // A gateway's address is replaced as soon as istiod knows the network's own gateway.
        ("gateway-host/field/known", "MF217"),
        ("gateway-host/remote-field/known", "MF217"),
        ("gateway-host/label/known", ""),
        ("gateway-host/isolated-namespace", ""),
        ("east-west/up", ""),
        // Users go to both clusters in turn.
        ("east-west/no-destination-rule/up", "MF201"),
        ("east-west/down", ""),
        ("east-west/no-destination-rule/down", ""),
        // The endpoint keeps the pods' port.
        ("east-west/ports/None-9080-http", "MF222"),
        ("east-west/ports/http-web-http", "MF222"),
        ("east-west/ports/http-9080-http", ""),
        ("east-west/ports/http-web-web", ""),
        ("ordered/weighted-then-order", ""),
        ("ordered/with-locality-keys", ""),
        ("ordered/east-west", ""),
        ("ordered/gateway-host", ""),
        ("edge/named-clusters", ""),
    ];

    [Theory]
    [InlineData("1.30")]
    [InlineData("1.31")]
    public void Wrong_shapes_are_found_and_right_ones_left_alone(string version) => Assert.Equal(
        Shapes.Select(shape => $"{shape.Id} {shape.Codes}"),
        Shapes.Select(shape => $"{shape.Id} {string.Join(' ', Find(IstiodCase.Find(shape.Id, version)))}"));

    // The recordings route to a service of the article that they do not have, name networks of clusters that they leave out (MF245), and
    // are of an edition without a least health (MF316).
    private static IEnumerable<string> Find(IstiodCase line)
    {
        Inventory inventory = line.Inventory;
        var resources = new MeshResources
        {
            Clusters = [new ClusterResources(line.Cluster) { Objects = ManifestReader.Read(line.Config, line.Id).Objects }],
        };
        return new Analyzer(new AnalyzerOptions { Suppressed = [AnalysisDiagnostics.HostUnknown.Code, "MF245", "MF316"] })
            .Analyze(resources, inventory)
            .Select(finding => finding.Code)
            .Distinct(StringComparer.Ordinal);
    }
}
