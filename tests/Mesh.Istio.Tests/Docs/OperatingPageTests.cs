using System.Globalization;
using System.Text.RegularExpressions;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Apply;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Docs;

public partial class OperatingPageTests
{
    [Fact]
    public void The_sync_waves_of_the_page_are_the_apply_order()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operating.md"));

        Assert.Equal(
            KindTable.Istio.Select(kind => (kind.Kind, kind.Rank)),
            Wave().Matches(page).Select(match => (match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void The_files_of_a_cluster_sort_into_the_apply_order_and_are_all_in_its_kustomization()
    {
        string folder = Directory.CreateTempSubdirectory("mesh-gitops-").FullName;
        try
        {
            new MeshResources
            {
                Clusters = [new ClusterResources("aws")
                {
                    Objects = [
                        ApplyWorld.Routes("a"), ApplyWorld.Gateway("a"), ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"),
                        ApplyWorld.Entry("a")],
                }],
            }.WriteTo(folder, new WriteOptions { Kustomization = true });

            string[] files = [.. Directory
                .GetFiles(Path.Combine(folder, "aws"), "0*.yaml")
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal)];
            Assert.Equal(
                ["namespace", "destinationrule", "serviceentry", "gateway", "virtualservice"],
                files.Select(name => name[3..].Split('.')[0]));
            Assert.Equal(
                files,
                File.ReadAllLines(Path.Combine(folder, "aws", "kustomization.yaml")).Where(
                    line => line.TrimStart().StartsWith("- ", StringComparison.Ordinal)).Select(line => line.Trim()[2..].Trim('"')));
            Assert.DoesNotContain(
                files,
                name => File.ReadAllText(Path.Combine(folder, "aws", name)).Contains("applyset.kubernetes.io", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex("target: \\{kind: ([A-Za-z]+)\\}.*sync-wave: \"([0-9]+)\"")]
    private static partial Regex Wave();
}
