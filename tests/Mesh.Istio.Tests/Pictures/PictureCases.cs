using Mesh.Diagnostics;
using Mesh.Istio.Pictures;

namespace Mesh.Istio.Tests.Pictures;

/// <summary>Pictures made by chance, as a function of a seed.</summary>
internal static class PictureCases
{
    private static readonly string[] Parts = [
        "<script>alert(1)</script>", "\"", "'", "&amp;", "]]>", "-->", "\u202Eabc", "\u0000", "\n", "\\N", "\"];}", "|x|", "#35;",
            "%%{init}%%",
        "日本語のサービス", "😀", "العربية", new string('w', 253), "end", "a.b.example.com", "ns/name", "", " ", "`", "${x}", "\uFFFE", "\uD800"];

    /// <summary>A name that wants to be more than a name.</summary>
    public static string Name(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Parts[random.Next(Parts.Length)]));

    /// <summary>A picture with many clusters and names that want to be more than names.</summary>
    public static TopologyView Random(int seed, int mostClusters = 12)
    {
        var random = new Random(seed);
        string Name() => PictureCases.Name(random);
        TopologyCluster[] clusters = [.. Enumerable.Range(0, random.Next(1, mostClusters)).Select(i => new TopologyCluster(
            i == 0 && random.Next(3) == 0 ? "" : $"c{i}{Name()}", random.Next(3) == 0 ? "" : $"r{random.Next(4)}", random.Next(2) == 0
                ? "" : Name()))];
        TopologyNode[] nodes = [.. clusters.SelectMany(cluster => Enumerable.Range(0, random.Next(1, 6)).Select(i => new TopologyNode(
            cluster.Name, i == 0 ? TopologyNodeKind.Client : (TopologyNodeKind)random.Next(4), $"{Name()}{i}")
        {
            Detail = random.Next(2) == 0 ? "" : Name(),
            Pods = random.Next(2) == 0 ? null : random.Next(1, 30),
            Ready = 1,
        })).DistinctBy(node => node.Id)];
        TopologyNode[] callers = [.. nodes.Where(node => node.Kind == TopologyNodeKind.Client)];
        TopologyNode[] others = [.. nodes.Where(node => node.Kind != TopologyNodeKind.Client)];
        TopologyArrow[] arrows = others.Length == 0 ? [] : [.. Enumerable.Range(0, random.Next(0, 25)).Select(_ => new TopologyArrow(
            callers[random.Next(callers.Length)].Id, others[random.Next(others.Length)].Id, (TopologyArrowKind)random.Next(4), Name(),
            random.Next(0, 101)) { Label = $"{random.Next(101)} %", Reason = Name() })
            .DistinctBy(arrow => (arrow.From, arrow.To, arrow.Kind, arrow.Call))];
        return new TopologyView
        {
            Title = Name(),
            Failures = [Name()],
            Clusters = [.. clusters.OrderBy(cluster => cluster.Name.Length == 0).ThenBy(cluster => cluster.Region, StringComparer.Ordinal)],
            Nodes = [.. nodes],
            Arrows = [.. arrows],
            Assumptions = [Name()],
            Diagnostics = DiagnosticList.Empty,
        };
    }
}
