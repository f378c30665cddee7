using System.Text.Json;
using System.Text.Json.Serialization;
using Mesh.Diagnostics;
using Mesh.Istio.Capacity;
using Mesh.Istio.Pictures;
using Mesh.Istio.Report.Html;
using Mesh.Istio.Report.Making;
using Mesh.Istio.Report.Serialization;
using Mesh.Istio.Report.Text;

namespace Mesh.Istio.Report;

/// <summary>
/// Whether a mesh survives, what breaks it first, and what a change does, as a value: calls and failures, proofs, findings, timelines.
/// Every number is that of a forecast or a simulation. Written as one HTML file, as Markdown, JUnit XML or JSON; the same report gives the
/// same text. Made by <see cref="ForecastReports"/> or a <see cref="MeshReportBuilder"/>.
/// </summary>
public sealed record MeshReport
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The clusters that answer or call, by region and name.</summary>
    public ValueList<TopologyCluster> Clusters { get; init; }

    /// <summary>The failures, the state as observed first, then in ordinal order.</summary>
    public ValueList<ReportFailure> Failures { get; init; }

    /// <summary>The calls, by client, host, port and request.</summary>
    public ValueList<ReportRow> Rows { get; init; }

    /// <summary>What becomes of calls, each once, in the order in which the rows name them.</summary>
    public ValueList<ReportOutcome> Outcomes { get; init; }

    /// <summary>The proofs, by name.</summary>
    public ValueList<ReportProof> Proofs { get; init; }

    /// <summary>The findings about resources and inventory.</summary>
    public DiagnosticList Findings { get; init; } = DiagnosticList.Empty;

    /// <summary>The simulations over time, by title.</summary>
    public ValueList<Timeline> Timelines { get; init; }

    /// <summary>The loads, that of the state as observed first; empty where nobody asked how much comes to whom.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ValueList<LoadForecast> Loads { get; init; }

    /// <summary>What is different from the last report; <see langword="null"/> where none was given.</summary>
    public ReportDifference? Difference { get; init; }

    /// <summary>What the report comes to.</summary>
    public ReportVerdict Verdict => new Judgement(this).Verdict;

    /// <summary>What the answers rest on without having been observed, in ordinal order.</summary>
    public ValueList<string> Assumptions =>
    [
        .. Outcomes.SelectMany(outcome => outcome.Assumptions)
            .Concat(Proofs.SelectMany(proof => proof.Proof.Assumptions))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What becomes of a call in a failure.</summary>
    /// <param name="row">The call, one of <see cref="Rows"/>.</param>
    /// <param name="failure">The failure's place in <see cref="Failures"/>.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no failure in that place.</exception>
    public ReportOutcome OutcomeOf(ReportRow row, int failure)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentOutOfRangeException.ThrowIfNegative(failure);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(failure, row.Cells.Count);
        return Outcomes[row.Cells[failure]];
    }

    /// <summary>The picture of all calls in one failure.</summary>
    /// <param name="failure">The failure's name, as in <see cref="Failures"/>.</param>
    /// <returns>The picture; <see cref="TopologyView.Collapse"/> makes it smaller.</returns>
    /// <exception cref="ArgumentException">The report has no such failure.</exception>
    public TopologyView ToTopology(string failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        int column = Failures.Select(asked => asked.Name).ToList().IndexOf(failure);
        return column >= 0 ? ReportPicture.Of(this, column)
            : throw new ArgumentException(
                $"The report has no failure '{failure}'. It has: {string.Join("; ", Failures.Select(asked => asked.Name))}.",
                nameof(failure));
    }

    /// <summary>Says what is different between two reports: of two versions of a model, of two days, before and after a change.</summary>
    /// <param name="before">The first report.</param>
    /// <param name="after">The second report.</param>
    /// <returns>The difference, in sentences.</returns>
    public static ReportDifference Compare(MeshReport before, MeshReport after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return Comparing.Of(before, after);
    }

    /// <summary>The same report with what is different from an earlier one.</summary>
    /// <param name="before">The earlier report.</param>
    /// <returns>The report with <see cref="Difference"/>.</returns>
    public MeshReport Since(MeshReport before) => this with { Difference = Compare(before, this) };

    /// <summary>
    /// The report as one HTML file that asks nothing of anybody: verdict, changes, a picture that follows the chosen failure, client and
    /// host, the matrix of calls and failures, proofs, findings and timelines. Where the details of all cells together are too large,
    /// those of the harmless ones are left out, and the page says so.
    /// </summary>
    /// <param name="progress">Told while the calls are written.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The page. Names in it are only text.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public string ToHtml(IProgress<ReportProgress>? progress = null, CancellationToken cancellationToken = default) =>
        ReportHtml.Write(this, progress, cancellationToken);

    /// <summary>The report as a comment on a pull request: the important first, with a Mermaid picture of what breaks it.</summary>
    /// <param name="most">How many characters there may be, at least 1,000. Default: what GitHub takes.</param>
    /// <returns>GitHub's Markdown. Names in it are only text.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is less than 1,000.</exception>
    public string ToMarkdown(int most = 65_535)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1000);
        return ReportMarkdown.Write(this, most);
    }

    /// <summary>
    /// The report as JUnit XML, which every CI shows: a test case for each proof, each failure, and each finding that is an error.
    /// </summary>
    /// <returns>The document. Names in it are only text.</returns>
    public string ToJUnit() => ReportJUnit.Write(this);

    /// <summary>The report as JSON with all fields in camel case.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads back to an equal report.</returns>
    public string ToJson() => ReportJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote, as to compare with the last report.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The report.</returns>
    /// <exception cref="JsonException">The text is no report: a field is unknown, absent or of a wrong type, or a cell names no
    /// outcome.</exception>
    public static MeshReport FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ReportJson.Read(json);
    }

    /// <summary>The verdict in one sentence.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => new Judgement(this).Sentence;
}
