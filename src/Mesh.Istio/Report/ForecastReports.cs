using Mesh.Istio.Forecasting.Tables;

namespace Mesh.Istio.Report;

/// <summary>Makes reports of forecasts.</summary>
public static class ForecastReports
{
    /// <summary>A report about the calls and failures of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="configure">Adds title, inventory, proofs, findings, timelines and the last report. Default: only the table.</param>
    /// <param name="progress">Told while the calls are taken over.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The report.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static MeshReport ToReport(
        this ForecastTable table, Action<MeshReportBuilder>? configure = null, IProgress<ReportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var builder = new MeshReportBuilder().WithTable(table);
        configure?.Invoke(builder);
        return builder.Build(progress, cancellationToken);
    }
}
