using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Tests.Golden;

namespace Mesh.Istio.Tests.Generation;

/// <summary>One cause is one finding: what follows from a cluster of which nothing is known is not reported beside it.</summary>
public sealed class UnreadClusterTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All().Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_cluster_that_could_not_be_read_adds_only_that(string name)
    {
        GoldenCase one = GoldenCase.All().Single(one => one.Name == name);
        MeshModel model = one.Model();
        Inventory complete = one.Inventory();
        HashSet<(string, string)> before = [
            .. new IstioGenerator().Generate(model, complete).Diagnostics.Select(finding => (finding.Code, finding.Path))];
        foreach (ClusterInventory cluster in complete.Clusters.Where(
            cluster => model.Organization.Clusters.Any(declared => declared.Name == cluster.Name)))
        {
            Diagnostic cause = InventoryDiagnostics.ClusterUnreadable.At(cluster.Name, "Nothing can be read.", "Mend it.");
            DiagnosticList found = new IstioGenerator().Generate(model, Without(complete, cluster, cause)).Diagnostics;

            Assert.Equal([cause], found.Where(finding => !IsKnown(before, finding)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_cluster_that_nobody_read_adds_only_that(string name)
    {
        GoldenCase one = GoldenCase.All().Single(one => one.Name == name);
        MeshModel model = one.Model();
        Inventory complete = one.Inventory();
        HashSet<(string, string)> before = [
            .. new IstioGenerator().Generate(model, complete).Diagnostics.Select(finding => (finding.Code, finding.Path))];
        foreach (ClusterInventory cluster in complete.Clusters.Where(
            cluster => model.Organization.Clusters.Any(declared => declared.Name == cluster.Name)))
        {
            DiagnosticList found = new IstioGenerator().Generate(model, Without(complete, cluster)).Diagnostics;

            Assert.Equal(
                [("MG001", $"clusters/{cluster.Name}")],
                found.Where(finding => !IsKnown(before, finding)).Select(finding => (finding.Code, finding.Path)));
        }
    }

    [Fact]
    public void Of_no_cluster_read_at_all_each_is_said_once()
    {
        MeshModel model = GoldenCase.All().Single(one => one.Name == "article").Model();
        Diagnostic[] causes = [.. model.Organization.Clusters.Select(
            cluster => InventoryDiagnostics.ClusterUnreadable.At(cluster.Name, "Nothing can be read.", "Mend it."))];

        DiagnosticList found = new IstioGenerator().Generate(model, new Inventory { Diagnostics = new DiagnosticList(causes) }).Diagnostics;

        Assert.Equal(causes, found.Where(finding => finding.Severity != DiagnosticSeverity.Info));
    }

    // A user's rule that keeps an exposed service from its rule keeps the gateway from its own where nothing is exposed any more.
    private static bool IsKnown(HashSet<(string Code, string Path)> before, Diagnostic finding) =>
        before.Contains((finding.Code, finding.Path)) || (finding.Code == "MG073" && before.Any(known => known.Code == "MG112"));

    private static Inventory Without(Inventory complete, ClusterInventory cluster, params Diagnostic[] causes) => complete with
    {
        Clusters = complete.Clusters.Where(one => one != cluster).ToValueList(),
        Diagnostics = new DiagnosticList([.. complete.Diagnostics.Where(finding => finding.Path.Split('/')[0] != cluster.Name), .. causes]),
    };
}
