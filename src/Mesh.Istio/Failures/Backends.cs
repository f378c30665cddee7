using Mesh.Inventories;

namespace Mesh.Istio.Failures;

/// <summary>Finds the pods behind names.</summary>
internal static class Backends
{
    /// <summary>
    /// The backends of a service by its endpoints; pods without address never become endpoints and are found by the selector.
    /// </summary>
    public static IEnumerable<Backend> Of(ClusterInventory cluster, ServiceInfo service)
    {
        var pods = cluster.Workloads
            .Where(pod => pod.Namespace == service.Namespace)
            .GroupBy(pod => pod.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        IEnumerable<Backend> listed = cluster.Endpoints
            .Where(endpoint => endpoint.Namespace == service.Namespace && endpoint.Service == service.Name)
            .Select(endpoint => new Backend(
                BackendKey.Of(cluster.Name, endpoint), endpoint.Ready, pods.GetValueOrDefault(endpoint.Workload), endpoint.Ports));
        IEnumerable<Backend> unlisted = service.Selector.IsEmpty
            ? []
            : Selected(cluster, service.Namespace, service.Selector).Where(backend => backend.Pod?.Address.Length == 0);
        return listed.Concat(unlisted).DistinctBy(backend => backend.Key).OrderBy(backend => backend.Key.Name, StringComparer.Ordinal);
    }

    /// <summary>The pods of a namespace that carry labels.</summary>
    public static IEnumerable<Backend> Selected(ClusterInventory cluster, string namespaceName, ValueMap<string> selector) =>
        cluster.Workloads
            .Where(pod => pod.Namespace == namespaceName && LabelMatch.Matches(selector, pod.Labels))
            .OrderBy(pod => pod.Name, StringComparer.Ordinal)
            .Select(pod => new Backend(new BackendKey(cluster.Name, pod.Namespace, pod.Name), pod.Ready, pod, default));

    /// <summary>What a cluster's Services and pods are called by, <c>namespace/name</c>, for the help of a finding.</summary>
    public static IEnumerable<string> Names(ClusterInventory cluster) =>
        cluster.Services.Select(service => $"{service.Namespace}/{service.Name}")
        .Concat(cluster.Workloads.Select(pod => $"{pod.Namespace}/{(pod.Labels.TryGetValue("app", out string? app) ? app : pod.Name)}"))
        .Distinct(StringComparer.Ordinal);

    /// <summary>The pods of a workload's name: the label <c>app</c>, the pod's own name, or its prefix.</summary>
    public static IEnumerable<Backend> OfName(ClusterInventory cluster, string namespaceName, string name) =>
        Selected(cluster, namespaceName, default).Where(backend => backend.Pod is { } pod
            && (pod.Name == name || pod.Name.StartsWith($"{name}-", StringComparison.Ordinal)
                || (pod.Labels.TryGetValue("app", out string? app) && app == name)));
}
