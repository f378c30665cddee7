using System.Globalization;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Report.Making;

/// <summary>
/// What became of calls between two reports. Clients of one cluster to whom the same happens at the same host are in one sentence.
/// </summary>
internal sealed class ComparedCalls
{
    private readonly MeshReport _before;
    private readonly MeshReport _after;
    private readonly CallLabel _label;
    private readonly (string Name, int Before, int After)[] _columns;
    private readonly Dictionary<(string, string, int, string), ReportRow> _old;
    private readonly Dictionary<(string, string, int, string), ReportRow> _now;
    private readonly List<Found> _found = [];

    public ComparedCalls(MeshReport before, MeshReport after)
    {
        (_before, _after) = (before, after);
        _label = new CallLabel(before.Rows.Concat(after.Rows));
        Dictionary<string, int> old = PlacesOf(before);
        _columns = [.. PlacesOf(after).Where(column => old.ContainsKey(column.Key))
            .Select(column => (column.Key, old[column.Key], column.Value))];
        _old = ByKey(before);
        _now = ByKey(after);
    }

    public IEnumerable<ReportChange> Changes()
    {
        foreach (((string, string, int, string) key, ReportRow row) in _now)
        {
            if (_old.TryGetValue(key, out ReportRow? was))
            {
                Answers(was, row);
                Fallbacks(was, row);
            }
            else
            {
                _found.Add(new Found(row, ReportChangeKind.Other, "is called now"));
            }
        }

        _found.AddRange(_old.Where(row => !_now.ContainsKey(row.Key)).Select(
            row => new Found(row.Value, ReportChangeKind.Other, "is not called any more")));
        return Together();
    }

    private void Answers(ReportRow was, ReportRow row)
    {
        foreach ((string failure, int before, int after) in _columns)
        {
            ReportOutcome old = _before.OutcomeOf(was, before);
            ReportOutcome now = _after.OutcomeOf(row, after);
            if (old.Kind == ReportOutcomeKind.ClientGone || now.Kind == ReportOutcomeKind.ClientGone)
            {
                continue;
            }

            (string lost, string gone) = (Percent(now.LostPercent), Percent(old.LostPercent));
            if (now.LosesRequests && !old.LosesRequests)
            {
                _found.Add(new Found(row, ReportChangeKind.Worse, $"loses {lost} %", failure, ", nothing before"));
            }
            else if (old.LosesRequests && !now.LosesRequests)
            {
                _found.Add(new Found(row, ReportChangeKind.Better, "loses nothing", failure, $", {gone} % before"));
            }
            else if (lost != gone)
            {
                ReportChangeKind kind = now.LostPercent > old.LostPercent ? ReportChangeKind.Worse : ReportChangeKind.Better;
                _found.Add(new Found(row, kind, $"loses {lost} %", failure, $", {gone} % before"));
            }
            else if (AnsweredBy(now) is { Length: > 0 } by && AnsweredBy(old) is { Length: > 0 } wasBy && by != wasBy)
            {
                _found.Add(new Found(row, ReportChangeKind.Other, $"is answered by {by} instead of {wasBy}", failure));
            }
        }
    }

    private void Fallbacks(ReportRow was, ReportRow row)
    {
        if (_columns.Length == 0 || _before.Failures[_columns[0].Before].Size > 0)
        {
            return;
        }

        ReportOutcome old = _before.OutcomeOf(was, _columns[0].Before);
        ReportOutcome now = _after.OutcomeOf(row, _columns[0].After);
        (HashSet<string> had, HashSet<string> has) = (Places(old), Places(now));
        foreach (string cluster in had.Except(has).Where(cluster => old.Shares.All(share => share.Cluster != cluster)))
        {
            _found.Add(new Found(row, ReportChangeKind.Worse, $"loses its fallback {cluster}"));
        }

        foreach (string cluster in has.Except(had).Where(cluster => now.Shares.All(share => share.Cluster != cluster)))
        {
            _found.Add(new Found(row, ReportChangeKind.Better, $"has {cluster} as a fallback now"));
        }
    }

    private IEnumerable<ReportChange> Together()
    {
        ILookup<(string, string), string> clients = _old.Values.Concat(_now.Values)
            .ToLookup(row => (row.Cluster, _label.Of(row)), row => row.Client);
        return _found
            .GroupBy(found => (found.Row.Cluster, Label: _label.Of(found.Row), found.Kind, found.What, found.Failure, found.Before))
            .Select(same => (same.Key, Whom: Whom([.. same.Select(found => found.Row.Client).Distinct(StringComparer.Ordinal)],
                clients[(same.Key.Cluster, same.Key.Label)].Distinct(StringComparer.Ordinal).Count())))
            .GroupBy(same => (same.Key.Cluster, same.Key.Label, same.Key.Kind, same.Key.What, same.Key.Before, same.Whom))
            .Select(group =>
            {
                (string cluster, string label, ReportChangeKind kind, string what, string before, string whom) = group.Key;
                string when = When([.. group.Select(same => same.Key.Failure).Where(failure => failure.Length > 0)]);
                return new ReportChange(kind, $"{label}{(cluster.Length > 0 ? $" in {cluster}" : "")} {what}{when}{before}{whom}");
            });
    }

    private static string Whom(string[] concerned, int all) => concerned.Length == all ? ""
        : concerned.Length == 1 ? $" for {concerned[0]}"
        : string.Create(CultureInfo.InvariantCulture, $" for {concerned.Length} of {all} clients");

    // In the order of the columns, the state as observed first.
    private static string When(string[] failures) => failures.Length switch
    {
        0 => "",
        <= 2 => $" when {string.Join(" or ", failures)}",
        _ => string.Create(CultureInfo.InvariantCulture, $" when {failures[0]}, and in {failures.Length - 1} more failures"),
    };

    private static Dictionary<string, int> PlacesOf(MeshReport report)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int column = 0; column < report.Failures.Count; column++)
        {
            places.TryAdd(report.Failures[column].Name, column);
        }

        return places;
    }

    private static Dictionary<(string, string, int, string), ReportRow> ByKey(MeshReport report)
    {
        var rows = new Dictionary<(string, string, int, string), ReportRow>();
        foreach (ReportRow row in report.Rows)
        {
            rows.TryAdd((row.Client, row.Host, row.Port, row.Request), row);
        }

        return rows;
    }

    private static HashSet<string> Places(ReportOutcome outcome) =>
        [.. OutcomePart.Places(outcome).Where(cluster => cluster.Length > 0)];

    private static string AnsweredBy(ReportOutcome outcome) => string.Join(
        " and ", outcome.Shares.Select(share => share.Cluster.Length > 0 ? share.Cluster : "elsewhere")
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Percent(double part) => Percentages.Of([part])[0];

    private sealed record Found(ReportRow Row, ReportChangeKind Kind, string What, string Failure = "", string Before = "");
}
