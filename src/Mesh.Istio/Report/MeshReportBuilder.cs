using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Capacity;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Pictures;
using Mesh.Istio.Report.Making;

namespace Mesh.Istio.Report;

/// <summary>Says what a report holds. Not thread-safe.</summary>
public sealed class MeshReportBuilder
{
    private readonly List<ReportProof> _proofs = [];
    private readonly List<Diagnostic> _findings = [];
    private readonly List<Timeline> _timelines = [];
    private readonly List<LoadForecast> _loads = [];
    private string _title = "Mesh";
    private ForecastTable _table = new([], []);
    private Inventory? _inventory;
    private MeshReport? _before;

    /// <summary>The title. Default: <c>Mesh</c>.</summary>
    /// <param name="title">A few words, such as the organization's name.</param>
    /// <returns>This builder.</returns>
    public MeshReportBuilder WithTitle(string title)
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        _title = title;
        return this;
    }

    /// <summary>The forecasts that become calls and failures of the report, in place of those given before.</summary>
    /// <param name="table">The table.</param>
    /// <returns>This builder.</returns>
    public MeshReportBuilder WithTable(ForecastTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        return this;
    }

    /// <summary>Adds regions and networks of clusters, and the findings of the inventory itself.</summary>
    /// <param name="inventory">The inventory that the forecasts were made with.</param>
    /// <returns>This builder.</returns>
    public MeshReportBuilder WithInventory(Inventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        _inventory = inventory;
        return this;
    }

    /// <summary>Adds a proof, named by how much may fail: <c>any 2 failures at once</c>.</summary>
    /// <param name="proof">The proof.</param>
    /// <returns>This builder.</returns>
    public MeshReportBuilder AddProof(SurvivalProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return AddProof(
            proof.AtOnce switch
            {
                0 => "nothing fails",
                1 => "any 1 failure",
                _ => string.Create(CultureInfo.InvariantCulture, $"any {proof.AtOnce} failures at once"),
            },
            proof);
    }

    /// <summary>Adds a proof.</summary>
    /// <param name="name">What was to be proved, in words.</param>
    /// <param name="proof">The proof.</param>
    /// <returns>This builder.</returns>
    public MeshReportBuilder AddProof(string name, SurvivalProof proof)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(proof);
        _proofs.Add(new ReportProof(name, proof));
        return this;
    }

    /// <summary>Adds findings, as of generation (<see cref="MeshResources.Diagnostics"/>) and of the analyzer.</summary>
    /// <param name="findings">The findings.</param>
    /// <returns>This builder.</returns>
    public MeshReportBuilder AddFindings(DiagnosticList findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        _findings.AddRange(findings);
        return this;
    }

    /// <summary>Adds a simulation over time.</summary>
    /// <param name="timeline">The timeline, as a <see cref="TimelineRecorder"/> makes it.</param>
    /// <returns>This builder.</returns>
    public MeshReportBuilder AddTimeline(Timeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        _timelines.Add(timeline);
        return this;
    }

    /// <summary>Adds how much comes to whom in a failure, and how much of what they carry that is.</summary>
    /// <param name="load">The load, as a <see cref="LoadForecaster"/> forecasts it.</param>
    /// <returns>This builder.</returns>
    public MeshReportBuilder AddLoad(LoadForecast load)
    {
        ArgumentNullException.ThrowIfNull(load);
        _loads.Add(load);
        return this;
    }

    /// <summary>Adds the loads of a table.</summary>
    /// <param name="loads">The table.</param>
    /// <returns>This builder.</returns>
    public MeshReportBuilder AddLoads(LoadTable loads)
    {
        ArgumentNullException.ThrowIfNull(loads);
        _loads.AddRange(loads.Cells);
        return this;
    }

    /// <summary>The last report: the new one says what is different.</summary>
    /// <param name="before">The last report.</param>
    /// <returns>This builder.</returns>
    public MeshReportBuilder Since(MeshReport before)
    {
        ArgumentNullException.ThrowIfNull(before);
        _before = before;
        return this;
    }

    /// <summary>Makes the report.</summary>
    /// <param name="progress">Told while the calls are taken over.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The report.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public MeshReport Build(IProgress<ReportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        MeshReport report = new TableReader(_table).Read(progress, cancellationToken) with
        {
            Title = _title,
            Proofs = [.. _proofs.Distinct().OrderBy(proof => proof.Name, StringComparer.Ordinal)
                .ThenBy(proof => proof.Proof.ToString(), StringComparer.Ordinal)],
            Findings = new DiagnosticList(_findings.Concat(_inventory?.Diagnostics ?? DiagnosticList.Empty)),
            Timelines = [.. _timelines.Distinct().OrderBy(timeline => timeline.Title, StringComparer.Ordinal)
                .ThenBy(timeline => timeline.ToJson(), StringComparer.Ordinal)],
        };
        report = report with
        {
            Loads = [.. _loads.Distinct().OrderBy(load => load.Failures.Count)
                .ThenBy(load => string.Join(" and ", load.Failures), StringComparer.Ordinal)],
        };
        report = report with { Clusters = ReportPicture.ClustersOf(report, _inventory) };
        return _before is null ? report : report.Since(_before);
    }
}
