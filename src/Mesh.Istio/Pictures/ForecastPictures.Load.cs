using Mesh.Istio.Capacity;

namespace Mesh.Istio.Pictures;

/// <content>Loads in pictures.</content>
public static partial class ForecastPictures
{
    /// <summary>The picture with the load of its clusters and workloads; workloads that it does not show yet become boxes.</summary>
    /// <param name="view">The picture.</param>
    /// <param name="load">The load in the same failure.</param>
    /// <returns>The picture with <see cref="TopologyNode.Load"/> and <see cref="TopologyCluster.Load"/>.</returns>
    public static TopologyView WithLoad(this TopologyView view, LoadForecast load)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(load);
        var nodes = view.Nodes.ToList();
        foreach (ServiceLoad service in load.Services)
        {
            int known = nodes.FindIndex(node => node.Cluster == service.Cluster && node.Name == service.Workload
                && node.Kind is not (TopologyNodeKind.Lost or TopologyNodeKind.Host));
            TopologyNode box = known >= 0 ? nodes[known]
                : BoxOf(service);
            box = box with { Load = Words(service.RequestsPerSecond, service.Utilisation), IsOverloaded = IsAbove(service.Utilisation) };
            _ = known >= 0 ? nodes[known] = box : Added(nodes, box);
        }

        return view with
        {
            Clusters =
            [
                .. view.Clusters.Select(card => card.Name).Union(nodes.Select(node => node.Cluster), StringComparer.Ordinal)
                    .Select(name => view.Clusters.FirstOrDefault(card => card.Name == name) ?? new TopologyCluster(name, "", ""))
                    .Select(card => Loaded(card, load))
                    .OrderBy(card => card.Name.Length == 0).ThenBy(card => card.Region, StringComparer.Ordinal)
                    .ThenBy(card => card.Name, StringComparer.Ordinal),
            ],
            Nodes =
            [
                .. nodes.OrderBy(node => node.Cluster, StringComparer.Ordinal).ThenBy(node => node.Kind)
                    .ThenBy(node => node.Name, StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>A picture of a load alone: clusters and workloads, with what comes to each.</summary>
    /// <param name="load">The load.</param>
    /// <returns>The picture; it has no arrows.</returns>
    public static TopologyView ToTopology(this LoadForecast load)
    {
        ArgumentNullException.ThrowIfNull(load);
        var view = new TopologyView
        {
            Title = $"{LoadText.Rate(load.Asked)} requests/s",
            Failures = load.Failures,
            Assumptions = load.Assumptions,
            Diagnostics = load.Diagnostics,
        };
        return view.WithLoad(load);
    }

    private static TopologyCluster Loaded(TopologyCluster card, LoadForecast load) =>
        load.Clusters.FirstOrDefault(entry => entry.Cluster == card.Name) is not { } found ? card : card with
        {
            Load = Words(found.RequestsPerSecond, found.Utilisation),
            IsOverloaded = IsAbove(found.Utilisation),
        };

    private static string Words(double rate, double? utilisation) => $"{LoadText.Rate(rate)}/s, {LoadText.Used(utilisation)}";

    private static bool IsAbove(double? utilisation) => utilisation > 1 + 1e-9;

    private static TopologyNode BoxOf(ServiceLoad service)
    {
        TopologyNodeKind kind = service.IsGateway ? TopologyNodeKind.Gateway : TopologyNodeKind.Service;
        return new TopologyNode(service.Cluster, kind, service.Workload) { Pods = service.Pods, Ready = service.Pods };
    }

    private static TopologyNode Added(List<TopologyNode> nodes, TopologyNode box)
    {
        nodes.Add(box);
        return box;
    }
}
