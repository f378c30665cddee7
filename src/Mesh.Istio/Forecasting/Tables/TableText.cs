using System.Globalization;
using System.Text;

namespace Mesh.Istio.Forecasting.Tables;

/// <summary>Tables as Markdown with columns of equal width.</summary>
internal static class TableText
{
    public static string Write(ForecastTable table)
    {
        List<string[]> lines = [["call", .. table.Failures]];
        lines.AddRange(
            table.Rows.Select(
                row => (string[])[string.Create(CultureInfo.InvariantCulture,
                    $"{row.Client} to {row.Host}:{row.Port}{(row.Request.Length > 0 ? $" ({row.Request})" : "")}"),
                    .. row.Cells.Select(
                    Cell)]));
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

    private static string Cell(Forecast forecast)
    {
        if (forecast.IsUnknown)
        {
            return "unknown";
        }

        if (forecast.ClientIsGone)
        {
            return "-";
        }

        IEnumerable<(string Name, double Percent)> parts = forecast.Shares
            .GroupBy(share => share.Cluster.Length > 0 ? share.Cluster : "elsewhere", StringComparer.Ordinal)
            .Select(group => (group.Key, group.Sum(share => share.Percent)));
        (string Name, double Percent)[] all = [.. forecast.LostPercent > 0 ? parts.Append(("lost", forecast.LostPercent)) : parts];
        return string.Join(
            ", ", all.Zip(Percentages.Of([.. all.Select(part => part.Percent)]), (part, percent) => $"{part.Name} {percent}"));
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
