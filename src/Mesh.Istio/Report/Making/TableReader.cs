using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Tables;

namespace Mesh.Istio.Report.Making;

/// <summary>Takes a table over: sorted, each outcome once.</summary>
internal sealed class TableReader(ForecastTable table)
{
    private const int Stride = 64;

    // Less is an artefact of adding doubles.
    private const double Smallest = 1e-6;

    private readonly Dictionary<ReportOutcome, int> _places = [];
    private readonly List<ReportOutcome> _outcomes = [];

    public MeshReport Read(IProgress<ReportProgress>? progress, CancellationToken cancellationToken)
    {
        ReportFailure[] failures = [.. table.Failures.Select(FailureAt)];
        int[] columns = [.. Enumerable.Range(0, failures.Length)
            .OrderBy(column => failures[column].Size > 0)
            .ThenBy(column => failures[column].Name, StringComparer.Ordinal)];
        ForecastTableRow[] rows = [.. table.Rows
            .OrderBy(row => row.Client, StringComparer.Ordinal)
            .ThenBy(row => row.Host, StringComparer.Ordinal)
            .ThenBy(row => row.Port)
            .ThenBy(row => row.Request, StringComparer.Ordinal)];
        var read = new ReportRow[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            read[i] = RowOf(rows[i], columns);
            if ((i + 1) % Stride == 0 || i + 1 == rows.Length)
            {
                progress?.Report(new ReportProgress(i + 1, rows.Length));
            }
        }

        return new MeshReport
        {
            Title = "",
            Failures = [.. columns.Select(column => failures[column])],
            Rows = [.. read],
            Outcomes = [.. _outcomes],
        };
    }

    private ReportFailure FailureAt(string name, int column) => new(
        name,
        table.Rows.IsEmpty ? (column == 0 ? 0 : 1) : table.Rows[0].Cell(column).Failures.Count);

    private ReportRow RowOf(ForecastTableRow row, int[] columns)
    {
        ValueList<Forecast> cells = row.Cells;
        Forecast? calm = columns.Length > 0 && cells[columns[0]] is { Failures.IsEmpty: true } first ? first : null;
        return new ReportRow(row.Client, row.Host, row.Port, row.Request, [.. columns.Select(column => PlaceOf(cells[column], calm))]);
    }

    private int PlaceOf(Forecast forecast, Forecast? calm)
    {
        ReportOutcomeKind kind = KindOf(forecast, calm);
        // Where there is no client left the forecast is about nobody, and its findings name the client.
        ReportOutcome outcome = kind == ReportOutcomeKind.ClientGone ? new ReportOutcome { Kind = kind } : new ReportOutcome
        {
            Kind = kind,
            Shares = forecast.Shares,
            Losses = forecast.Losses,
            Order = forecast.Order,
            Reasons = forecast.Reasons,
            Assumptions = forecast.Assumptions,
            Diagnostics = forecast.Diagnostics,
        };
        if (!_places.TryGetValue(outcome, out int place))
        {
            place = _outcomes.Count;
            _places.Add(outcome, place);
            _outcomes.Add(outcome);
        }

        return place;
    }

    private static ReportOutcomeKind KindOf(Forecast forecast, Forecast? calm) =>
        forecast.IsUnknown ? ReportOutcomeKind.Unknown
        : forecast.ClientIsGone ? ReportOutcomeKind.ClientGone
        : !forecast.Losses.IsEmpty ? forecast.Shares.IsEmpty ? ReportOutcomeKind.Lost : ReportOutcomeKind.PartlyLost
        : calm is null || IsAs(forecast, calm) ? ReportOutcomeKind.Answered
        : ReportOutcomeKind.Moved;

    private static bool IsAs(Forecast forecast, Forecast calm) => forecast.Shares.Concat(calm.Shares)
        .Select(share => share.Cluster)
        .Distinct(StringComparer.Ordinal)
        .All(cluster => Math.Abs(forecast.PercentTo(cluster) - calm.PercentTo(cluster)) < Smallest);
}
