using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Analysis;
using Mesh.Istio.Serialization;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>Of the recorded shapes the analyzer finds the wrong ones, and leaves the right ones alone.</summary>
public class AnalysisShapeTests
{
    public static TheoryData<string, string> Shapes => [];

    [Fact]
    public void Print()
    {
        foreach (IstiodCase line in IstiodCase.Read("shapes-1.31.jsonl", IstioVersion.V1_31))
        {
            Console.WriteLine($"## {line.Id}");
            foreach (Diagnostic finding in Find(line))
            {
                Console.WriteLine($"   {finding}");
            }
        }
    }

    internal static DiagnosticList Find(IstiodCase line)
    {
        Inventory inventory = line.Inventory();
        MeshSnapshotAnalysis(line, out MeshResources resources);
        return new Analyzer(new AnalyzerOptions
        {
            RemoteSecrets = [new(line.Cluster, inventory.Clusters.Select(cluster => cluster.Name).Where(name => name != line.Cluster).ToValueList())],
        }).Analyze(resources, inventory);
    }

    private static void MeshSnapshotAnalysis(IstiodCase line, out MeshResources resources) =>
        resources = new MeshResources { Clusters = [new ClusterResources(line.Cluster) { Objects = ManifestReader.Read(line.Config, line.Id).Objects }] };
}
