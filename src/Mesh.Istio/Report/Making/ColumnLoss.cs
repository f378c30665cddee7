using System.Globalization;

namespace Mesh.Istio.Report.Making;

/// <summary>How often and how much calls lose in one failure.</summary>
/// <param name="Column">The failure's place in the report.</param>
/// <param name="Lossy">The calls that lose requests.</param>
/// <param name="Worst">The largest part that one of them loses, from 0 to 100.</param>
/// <param name="Unknown">The calls of which nobody knows.</param>
internal sealed record ColumnLoss(int Column, int Lossy, double Worst, int Unknown)
{
    public static ColumnLoss[] Of(MeshReport report) => [.. Enumerable.Range(0, report.Failures.Count).Select(column =>
    {
        ReportOutcome[] lossy = [.. report.Rows.Select(row => report.OutcomeOf(row, column)).Where(outcome => outcome.LosesRequests)];
        return new ColumnLoss(
            column, lossy.Length, lossy.Length == 0 ? 0 : lossy.Max(outcome => outcome.LostPercent),
            lossy.Count(outcome => outcome.Kind == ReportOutcomeKind.Unknown));
    })];

    /// <summary>The columns in which something is lost: what needs the least to fail first, then what takes the most calls.</summary>
    public static ColumnLoss[] WorstFirst(MeshReport report) => [.. Of(report)
        .Where(loss => loss.Lossy > 0)
        .OrderBy(loss => report.Failures[loss.Column].Size)
        .ThenByDescending(loss => loss.Lossy)
        .ThenByDescending(loss => loss.Worst)
        .ThenBy(loss => loss.Column)];

    public static string Count(int count, string one, string several) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several)}");
}
