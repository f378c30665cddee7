using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Analysis;
using Mesh.Istio.Tests.Golden;

namespace Mesh.Istio.Tests.Analysis;

public sealed class UnreadClusterAnalysisTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All().Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_unknown_of_a_cluster_that_could_not_be_read_is_no_mistake(string name)
    {
        GoldenCase one = GoldenCase.All().Single(one => one.Name == name);
        Inventory complete = one.Inventory();
        MeshResources resources = new IstioGenerator().Generate(one.Model(), complete);
        HashSet<(string, string)> before = [.. new Analyzer().Analyze(resources, complete).Select(finding => (finding.Code, finding.Path))];
        foreach (ClusterInventory cluster in complete.Clusters)
        {
            Inventory read = complete with
            {
                Clusters = complete.Clusters.Where(other => other != cluster).ToValueList(),
                Diagnostics = new DiagnosticList(
                    [InventoryDiagnostics.ClusterUnreadable.At(cluster.Name, "Nothing can be read.", "Mend it.")]),
            };

            DiagnosticList found = new Analyzer().Analyze(resources, read);

            Assert.DoesNotContain(found, finding => !before.Contains((finding.Code, finding.Path)));
        }
    }
}
