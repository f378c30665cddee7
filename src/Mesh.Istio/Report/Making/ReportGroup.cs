using System.Globalization;

namespace Mesh.Istio.Report.Making;

/// <summary>Calls of clients of one cluster to one host that fare alike, whatever fails: one row of the matrix.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Clients">The clients, in ordinal order.</param>
internal sealed record ReportGroup(ReportRow First, IReadOnlyList<string> Clients)
{
    /// <summary>The rows that lose in most failures first, then those that move.</summary>
    public static ReportGroup[] Of(MeshReport report) => [.. report.Rows
        .GroupBy(row => (row.Cluster, row.Host, row.Port, row.Request, row.Cells))
        .Select(rows => new ReportGroup(rows.First(), [.. rows.Select(row => row.Client)]))
        .OrderByDescending(group => Count(report, group, outcome => outcome.LosesRequests))
        .ThenByDescending(group => Count(report, group, outcome => outcome.Kind == ReportOutcomeKind.Moved))
        .ThenBy(group => group.First.Cluster, StringComparer.Ordinal)
        .ThenBy(group => group.First.Host, StringComparer.Ordinal)
        .ThenBy(group => group.First.Port)
        .ThenBy(group => group.First.Client, StringComparer.Ordinal)
        .ThenBy(group => group.First.Request, StringComparer.Ordinal)];

    public string Who => Clients.Count == 1 ? First.Client
        : string.Create(CultureInfo.InvariantCulture, $"{Clients.Count} clients in {First.Cluster}");

    private static int Count(MeshReport report, ReportGroup group, Func<ReportOutcome, bool> counts) =>
        group.First.Cells.Count(cell => counts(report.Outcomes[cell]));
}
