using Mesh.Istio.Capacity;

namespace Mesh.Istio.Report.Text;

/// <summary>A load as rows of a table: a row for each cluster, and one for what is lost.</summary>
internal static class LoadLines
{
    public static IEnumerable<string> Of(LoadForecast load)
    {
        string failure = MarkdownText.Cell(load.Failures.IsEmpty ? "nothing fails" : string.Join(" and ", load.Failures));
        foreach (ClusterLoad cluster in load.Clusters.AsEnumerable())
        {
            string busiest = cluster.Utilisation is { } used ? $"{LoadText.Percent(used)} %" : "unknown";
            yield return $"| {failure} | {MarkdownText.Cell(cluster.Cluster)} | {LoadText.Rate(cluster.RequestsPerSecond)} | {busiest} | "
                + $"{Overloaded(load, cluster.Cluster)} |\n";
        }

        if (!load.Lost.IsEmpty)
        {
            string reason = MarkdownText.Cell(load.Lost[0].Reason);
            yield return $"| {failure} | nobody | {LoadText.Rate(load.Lost.Sum(lost => lost.RequestsPerSecond))} | | ❌ {reason} |\n";
        }
    }

    private static string Overloaded(LoadForecast load, string cluster)
    {
        string[] workloads = [.. load.Overloaded().Where(pod => pod.Cluster == cluster).Select(pod => pod.Workload)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return workloads.Length == 0 ? "" : $"❌ overloaded: {MarkdownText.Cell(string.Join(", ", workloads))}";
    }
}
