using Mesh.Diagnostics;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>Adds up loads of pods by workload and cluster.</summary>
internal sealed class LoadSummary(LoadMesh mesh, FailedWorld world, LoadForecast? before)
{
    private readonly SortedSet<string> _assumptions = new(StringComparer.Ordinal);

    public LoadForecast Of(IReadOnlyDictionary<BackendKey, (double Rate, bool IsGateway)> loads, LoadForecast forecast)
    {
        PodLoad[] pods = [.. Pods(loads)];
        ServiceLoad[] services = [.. pods.GroupBy(pod => (pod.Cluster, pod.Workload)).Select(Service)];
        string[] unknown = [.. services.Where(service => service.Capacity is null && service.RequestsPerSecond > 0)
            .Select(service => service.Workload).Distinct(StringComparer.Ordinal)];
        return forecast with
        {
            Pods = pods.ToValueList(),
            Services = services.ToValueList(),
            Clusters = pods.GroupBy(pod => pod.Cluster, StringComparer.Ordinal).Select(cluster => new ClusterLoad(
                cluster.Key, cluster.Where(pod => !pod.IsGateway).Sum(pod => pod.RequestsPerSecond),
                cluster.Where(pod => pod.IsGateway).Sum(pod => pod.RequestsPerSecond), cluster.Max(pod => pod.Utilisation))).ToValueList(),
            Assumptions = forecast.Assumptions.Concat(_assumptions).Order(StringComparer.Ordinal).ToValueList(),
            Diagnostics = unknown.Length == 0 ? forecast.Diagnostics : new DiagnosticList(forecast.Diagnostics.Concat(unknown.Select(
                name => CapacityDiagnostics.CapacityUnknown.At(
                    name, $"Pods of {name} get requests, and nobody knows what they carry.",
                    "Say it in the model (WithCapacity of the workspace), or in the table of capacities."))))
        };
    }

    // All pods of a workload that gets something: one that gets nothing is told too.
    private IEnumerable<PodLoad> Pods(IReadOnlyDictionary<BackendKey, (double Rate, bool IsGateway)> loads) =>
        from workload in loads.GroupBy(load => (load.Key.Cluster, mesh.Pods.Find(load.Key).Workload))
        orderby workload.Key.Cluster, workload.Key.Workload
        let isGateway = workload.Any(load => load.Value.IsGateway)
        let idle = mesh.Pods.Of(workload.Key.Cluster, workload.Key.Workload).Where(IsLeft).Select(pod => pod.Key)
        from key in workload.Select(load => load.Key).Union(idle).OrderBy(key => key.Name, StringComparer.Ordinal)
        let pod = mesh.Pods.Find(key)
        select new PodLoad
        {
            Cluster = key.Cluster,
            Workload = pod.Workload,
            Pod = key.Name,
            Locality = pod.Pod?.Locality.Value ?? Locality.Empty,
            IsGateway = isGateway,
            RequestsPerSecond = loads.TryGetValue(key, out (double Rate, bool IsGateway) load) ? load.Rate : 0,
            Capacity = pod.Capacity,
        };

    private bool IsLeft(PodEntry entry) => entry.Pod is not { } pod || (pod.Ready && !world.Parts.Failing.Contains(entry.Key)
        && !world.Parts.NotReady.Contains(entry.Key)
        && world.Inventory.Find(entry.Key.Cluster) is { } cluster && !world.Parts.IsGone(cluster, pod));

    private ServiceLoad Service(IGrouping<(string Cluster, string Workload), PodLoad> pods)
    {
        double?[] carried = [.. pods.Select(pod => pod.Capacity?.RequestsPerSecond)];
        var service = new ServiceLoad
        {
            Cluster = pods.Key.Cluster,
            Workload = pods.Key.Workload,
            IsGateway = pods.Any(pod => pod.IsGateway),
            Pods = carried.Length,
            RequestsPerSecond = pods.Sum(pod => pod.RequestsPerSecond),
            Capacity = carried.All(each => each is not null) ? carried.Sum() : null,
            Utilisation = pods.Max(pod => pod.Utilisation),
        };
        double? each = service.Capacity / service.Pods;
        ServiceLoad? usual = before is null ? service : before.Find(service.Cluster, service.Workload);
        int? after = mesh.Scaling.Pods(service, usual, each, out string? assumption);
        if (assumption is not null)
        {
            _assumptions.Add(assumption);
        }

        return service with { PodsAfterScaling = after, UtilisationAfterScaling = service.RequestsPerSecond / after / each };
    }
}
