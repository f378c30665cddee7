using System.Text;

namespace Mesh.Istio.Capacity;

/// <summary>The load of every cluster in many failures.</summary>
/// <param name="Cells">The forecasts, one for each failure; the first is that in which nothing fails.</param>
public sealed record LoadTable(ValueList<LoadForecast> Cells)
{
    /// <summary>A row for each failure, a column for each cluster: requests per second and the largest utilisation of a pod.</summary>
    /// <returns>Markdown that lines up in a terminal.</returns>
    public override string ToString()
    {
        string[] clusters = [.. Cells.SelectMany(cell => cell.Clusters).Select(load => load.Cluster).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
        List<string[]> lines = [["failure", .. clusters, "lost"]];
        lines.AddRange(Cells.Select(cell => (string[])
        [
            cell.Failures.IsEmpty ? "nothing fails" : string.Join(" and ", cell.Failures),
            .. clusters.Select(cluster => Of(cell.Clusters.FirstOrDefault(load => load.Cluster == cluster))),
            cell.Lost.IsEmpty ? "-" : LoadText.Rate(cell.Lost.Sum(lost => lost.RequestsPerSecond)),
        ]));
        int[] widths = [.. Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length))];
        var text = new StringBuilder();
        for (int i = 0; i < lines.Count; i++)
        {
            Line(text, lines[i].Select((cell, column) => cell.PadRight(widths[column])));
            if (i == 0)
            {
                Line(text, widths.Select(width => new string('-', width)));
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Of(ClusterLoad? load) => load is null ? "-"
        : $"{LoadText.Rate(load.RequestsPerSecond)}/s, {(load.Utilisation is { } used ? $"{LoadText.Percent(used)} %" : "unknown")}";

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
