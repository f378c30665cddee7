using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Pictures;
using Mesh.Istio.Pictures.Views;

namespace Mesh.Istio.Report.Making;

/// <summary>Pictures of what a report holds.</summary>
internal static class ReportPicture
{
    public static TopologyView Of(MeshReport report, int column)
    {
        ReportFailure failure = report.Failures[column];
        ValueList<string> fails = failure.Size == 0 ? [] : [failure.Name];
        Dictionary<string, TopologyCluster> known = report.Clusters.ToDictionary(cluster => cluster.Name, StringComparer.Ordinal);
        Forecast[] forecasts = [.. report.Rows.Select(row => (Row: row, Outcome: report.OutcomeOf(row, column)))
            .Where(call => call.Outcome.Kind != ReportOutcomeKind.ClientGone)
            .Select(call => ForecastOf(call.Row, call.Outcome, fails))];
        TopologyView view = ForecastView.Of(failure.Name, forecasts, inventory: null);
        view = view with
        {
            Failures = fails,
            Clusters = [.. Sorted(view.Clusters.Select(card => known.GetValueOrDefault(card.Name, card)))],
        };
        string name = failure.Size == 0 ? "" : failure.Name;
        return report.Loads.FirstOrDefault(load => string.Join(" and ", load.Failures) == name) is { } load ? view.WithLoad(load) : view;
    }

    /// <summary>The clusters in which something calls or answers, and those of the inventory.</summary>
    public static ValueList<TopologyCluster> ClustersOf(MeshReport report, Inventory? inventory)
    {
        var regions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (ForecastShare share in report.Outcomes.SelectMany(outcome => outcome.Shares).Where(share => !share.Locality.IsEmpty))
        {
            regions.TryAdd(share.Cluster, share.Locality.Region);
        }

        IEnumerable<string> names = report.Rows.Select(row => row.Cluster)
            .Concat(report.Outcomes.SelectMany(outcome => outcome.Shares).Select(share => share.Cluster))
            .Concat(report.Outcomes.SelectMany(OutcomePart.Places))
            .Concat(inventory?.Clusters.Select(cluster => cluster.Name) ?? [])
            .Distinct(StringComparer.Ordinal);
        Dictionary<string, ClusterInventory> observed = (inventory?.Clusters ?? [])
            .ToDictionary(cluster => cluster.Name, StringComparer.Ordinal);
        return [.. Sorted(names.Select(name => observed.TryGetValue(name, out ClusterInventory? cluster)
            ? new TopologyCluster(
                name,
                cluster.Locality.Value.Region is { Length: > 0 } region ? region : regions.GetValueOrDefault(name, ""),
                cluster.Network ?? "")
            : new TopologyCluster(name, regions.GetValueOrDefault(name, ""), "")))];
    }

    private static IEnumerable<TopologyCluster> Sorted(IEnumerable<TopologyCluster> clusters) => clusters
        .OrderBy(cluster => cluster.Name.Length == 0)
        .ThenBy(cluster => cluster.Region, StringComparer.Ordinal)
        .ThenBy(cluster => cluster.Name, StringComparer.Ordinal);

    private static Forecast ForecastOf(ReportRow row, ReportOutcome outcome, ValueList<string> failures) => new()
    {
        Client = row.Client,
        Host = row.Host,
        Port = row.Port,
        Request = row.Request,
        Failures = failures,
        Shares = outcome.Shares,
        Losses = outcome.Losses,
        Order = outcome.Order,
        Reasons = outcome.Reasons,
        Assumptions = outcome.Assumptions,
        Diagnostics = outcome.Diagnostics,
    };
}
