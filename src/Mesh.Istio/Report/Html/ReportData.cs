using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Pictures;
using Mesh.Istio.Report.Making;

namespace Mesh.Istio.Report.Html;

/// <summary>
/// What the script of the page draws from: rows, outcomes and texts, each once. The important comes first; where there is no room left, the
/// details of harmless outcomes are left out, then harmless rows.
/// </summary>
internal sealed class ReportData
{
    private const int MostData = 1_600_000;
    private const int MostRows = 500_000;
    private const int Stride = 256;

    private readonly MeshReport _report;
    private readonly WordPool _words = new();
    private readonly Dictionary<string, int> _clusters;
    private readonly Dictionary<int, int> _places = [];
    private readonly List<int> _outcomes = [];

    public ReportData(MeshReport report)
    {
        _report = report;
        _clusters = report.Clusters.Select((cluster, place) => (cluster.Name, place))
            .ToDictionary(cluster => cluster.Name, cluster => cluster.place, StringComparer.Ordinal);
    }

    /// <summary>Outcomes whose order and reasons found no room.</summary>
    public int WithoutDetails { get; private set; }

    /// <summary>Calls that found no room.</summary>
    public int LeftOut { get; private set; }

    /// <summary>JSON in which no character means anything to HTML.</summary>
    public string Write(IProgress<ReportProgress>? progress, CancellationToken cancellationToken)
    {
        ReportGroup[] groups = ReportGroup.Of(_report);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Failures(json);
            Rows(json, groups, progress, cancellationToken);
            Outcomes(json);
            Clusters(json);
            Details(json, cancellationToken);
            json.WriteStartArray("sentences"u8);
            foreach (int[] sentence in _words.Sentences)
            {
                Numbers(json, sentence);
            }

            json.WriteEndArray();
            json.WriteStartArray("words"u8);
            foreach (string piece in _words.Pieces)
            {
                json.WriteStringValue(piece);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void Failures(Utf8JsonWriter json)
    {
        json.WriteStartArray("failures"u8);
        foreach (ReportFailure failure in _report.Failures)
        {
            json.WriteStartArray();
            Sentence(json, failure.Name);
            json.WriteNumberValue(failure.Size);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private void Rows(
        Utf8JsonWriter json, ReportGroup[] groups, IProgress<ReportProgress>? progress, CancellationToken cancellationToken)
    {
        json.WriteStartArray("rows"u8);
        for (int i = 0; i < groups.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Size(json) + _words.Length > MostRows)
            {
                LeftOut = groups[i..].Sum(group => group.Clients.Count);
                break;
            }

            Row(json, groups[i]);
            if ((i + 1) % Stride == 0 || i + 1 == groups.Length)
            {
                progress?.Report(new ReportProgress(i + 1, groups.Length));
            }
        }

        json.WriteEndArray();
    }

    private void Row(Utf8JsonWriter json, ReportGroup group)
    {
        json.WriteStartArray();
        json.WriteStartArray();
        foreach (string client in group.Clients)
        {
            json.WriteNumberValue(_words.Word(client));
        }

        json.WriteEndArray();
        json.WriteNumberValue(ClusterAt(group.First.Cluster));
        json.WriteNumberValue(_words.Word(string.Create(CultureInfo.InvariantCulture, $"{group.First.Host}:{group.First.Port}")));
        Sentence(json, group.First.Request);
        json.WriteStartArray();
        // Most failures leave most calls alone: equal neighbours are counted.
        for (int column = 0; column < group.First.Cells.Count;)
        {
            int cell = group.First.Cells[column];
            int end = column + 1;
            while (end < group.First.Cells.Count && group.First.Cells[end] == cell)
            {
                end++;
            }

            json.WriteNumberValue(PlaceOf(cell));
            json.WriteNumberValue(end - column);
            column = end;
        }

        json.WriteEndArray();
        json.WriteEndArray();
    }

    private int PlaceOf(int outcome)
    {
        if (!_places.TryGetValue(outcome, out int place))
        {
            place = _outcomes.Count;
            _places.Add(outcome, place);
            _outcomes.Add(outcome);
        }

        return place;
    }

    private void Outcomes(Utf8JsonWriter json)
    {
        json.WriteStartArray("outcomes"u8);
        foreach (int outcome in _outcomes)
        {
            Outcome(json, _report.Outcomes[outcome]);
        }

        json.WriteEndArray();
    }

    private void Outcome(Utf8JsonWriter json, ReportOutcome outcome)
    {
        OutcomePart[] parts = OutcomePart.Of(outcome);
        string[] labels = Percentages.Of([.. parts.Select(part => part.Percent), .. outcome.Losses.Select(loss => loss.Percent)]);
        json.WriteStartArray();
        json.WriteNumberValue((int)outcome.Kind);
        json.WriteStartArray();
        foreach ((OutcomePart part, string label) in parts.Zip(labels))
        {
            Part(json, ClusterAt(part.Cluster), part.Percent, label, part.Via);
        }

        json.WriteEndArray();
        json.WriteStartArray();
        foreach ((ForecastLoss loss, string label) in outcome.Losses.Zip(labels.Skip(parts.Length)))
        {
            Part(json, -1, loss.Percent, label, loss.Reason);
        }

        json.WriteEndArray();
        Numbers(json, [.. OutcomePart.Spare(outcome).Select(ClusterAt)]);
        json.WriteEndArray();
    }

    // Room is given to what is lost first, then to what moves.
    private void Details(Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        json.WriteStartArray("details"u8);
        foreach (int outcome in _outcomes.OrderByDescending(outcome => _report.Outcomes[outcome].LosesRequests)
            .ThenByDescending(outcome => _report.Outcomes[outcome].Kind == ReportOutcomeKind.Moved))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Size(json) + _words.Length > MostData)
            {
                WithoutDetails++;
                continue;
            }

            json.WriteStartArray();
            json.WriteNumberValue(_places[outcome]);
            Array.ForEach(DetailsOf(_report.Outcomes[outcome]), sentences => Numbers(json, sentences));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private int[][] DetailsOf(ReportOutcome outcome) =>
    [
        [.. outcome.Order.Select(step => _words.Sentence($"{string.Join(", ", step.Members)}: {step.Reason}"))],
        [.. outcome.Reasons.Select(_words.Sentence)],
        [.. outcome.Assumptions.Select(_words.Sentence)],
        [.. outcome.Diagnostics.Where(finding => !ForecastDiagnostics.IsAssumption(finding))
            .Select(finding => _words.Sentence(finding.ToString()))],
    ];

    private void Part(Utf8JsonWriter json, int cluster, double percent, string label, string words)
    {
        json.WriteStartArray();
        json.WriteNumberValue(cluster);
        json.WriteNumberValue(Math.Round(percent, 6));
        json.WriteNumberValue(_words.Word($"{label} %"));
        Sentence(json, words);
        json.WriteEndArray();
    }

    private void Clusters(Utf8JsonWriter json)
    {
        json.WriteStartArray("clusters"u8);
        foreach (TopologyCluster cluster in _report.Clusters)
        {
            json.WriteStartArray();
            json.WriteNumberValue(_words.Word(cluster.Name.Length == 0 ? "elsewhere" : cluster.Name));
            json.WriteNumberValue(_words.Word(cluster.Region));
            json.WriteNumberValue(_words.Word(cluster.Network));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private int ClusterAt(string name) => _clusters.TryGetValue(name, out int place) ? place : _clusters.GetValueOrDefault("", -1);

    private static long Size(Utf8JsonWriter json) => json.BytesCommitted + json.BytesPending;

    private void Sentence(Utf8JsonWriter json, string text) => json.WriteNumberValue(_words.Sentence(text));

    private static void Numbers(Utf8JsonWriter json, int[] numbers)
    {
        json.WriteStartArray();
        Array.ForEach(numbers, json.WriteNumberValue);
        json.WriteEndArray();
    }
}
