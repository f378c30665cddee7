namespace Mesh.Istio.Report;

/// <summary>How far the making or writing of a report is.</summary>
/// <param name="Done">The calls that are done.</param>
/// <param name="Total">All calls.</param>
public readonly record struct ReportProgress(long Done, long Total);
