using System.Collections.Concurrent;
using Mesh.Inventories;

namespace Mesh.Istio.Failures;

/// <summary>Finds the pods behind names in one cluster. Indexed once; a Service is looked through once. Thread-safe.</summary>
internal sealed class Backends
{
    private readonly ClusterInventory _cluster;
    private readonly Lazy<ILookup<(string Namespace, string Service), EndpointInfo>> _endpoints;
    private readonly Lazy<Dictionary<(string Namespace, string Name), WorkloadInfo>> _pods;
    private readonly Lazy<Dictionary<string, LabelIndex<WorkloadInfo>>> _byLabel;
    private readonly Lazy<Dictionary<(string Namespace, string Name), ServiceInfo>> _services;
    private readonly ConcurrentDictionary<ServiceInfo, Backend[]> _known = new(ReferenceEqualityComparer.Instance);

    public Backends(ClusterInventory cluster)
    {
        _cluster = cluster;
        _endpoints = new(() => cluster.Endpoints.ToLookup(endpoint => (endpoint.Namespace, endpoint.Service)));
        _pods = new(() => Firsts(cluster.Workloads, pod => (pod.Namespace, pod.Name)));
        _byLabel = new(() => cluster.Workloads.GroupBy(pod => pod.Namespace, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => new LabelIndex<WorkloadInfo>(group, pod => pod.Labels), StringComparer.Ordinal));
        _services = new(() => Firsts(cluster.Services, service => (service.Namespace, service.Name)));
    }

    /// <summary>
    /// The backends of a service by its endpoints; pods without address never become endpoints and are found by the selector.
    /// </summary>
    public Backend[] Of(ServiceInfo service) => _known.GetOrAdd(service, static (service, all) => all.Find(service), this);

    /// <summary>A Service by its name; <see langword="null"/> when there is none.</summary>
    public ServiceInfo? Service(string namespaceName, string name) => _services.Value.GetValueOrDefault((namespaceName, name));

    /// <summary>The pods of a namespace that carry labels.</summary>
    public IEnumerable<Backend> Selected(string namespaceName, ValueMap<string> selector) =>
        (_byLabel.Value.TryGetValue(namespaceName, out LabelIndex<WorkloadInfo>? pods) ? pods.Find(selector) : [])
            .OrderBy(pod => pod.Name, StringComparer.Ordinal)
            .Select(pod => new Backend(new BackendKey(_cluster.Name, pod.Namespace, pod.Name), pod.Ready, pod, default));

    /// <summary>What a cluster's Services and pods are called by, <c>namespace/name</c>, for the help of a finding.</summary>
    public static IEnumerable<string> Names(ClusterInventory cluster) =>
        cluster.Services.Select(service => $"{service.Namespace}/{service.Name}")
        .Concat(cluster.Workloads.Select(pod => $"{pod.Namespace}/{(pod.Labels.TryGetValue("app", out string? app) ? app : pod.Name)}"))
        .Distinct(StringComparer.Ordinal);

    /// <summary>The pods of a workload's name: the label <c>app</c>, the pod's own name, or its prefix.</summary>
    public IEnumerable<Backend> OfName(string namespaceName, string name) =>
        Selected(namespaceName, default).Where(backend => backend.Pod is { } pod
            && (pod.Name == name || pod.Name.StartsWith($"{name}-", StringComparison.Ordinal)
                || (pod.Labels.TryGetValue("app", out string? app) && app == name)));

    private Backend[] Find(ServiceInfo service)
    {
        IEnumerable<Backend> listed = _endpoints.Value[(service.Namespace, service.Name)].Select(endpoint => new Backend(
            BackendKey.Of(_cluster.Name, endpoint), endpoint.Ready,
            _pods.Value.GetValueOrDefault((service.Namespace, endpoint.Workload)), endpoint.Ports));
        IEnumerable<Backend> unlisted = service.Selector.IsEmpty
            ? []
            : Selected(service.Namespace, service.Selector).Where(backend => backend.Pod?.Address.Length == 0);
        return [.. listed.Concat(unlisted).DistinctBy(backend => backend.Key).OrderBy(backend => backend.Key.Name, StringComparer.Ordinal)];
    }

    private static Dictionary<TKey, TValue> Firsts<TKey, TValue>(ValueList<TValue> values, Func<TValue, TKey> keyOf)
        where TKey : notnull
    {
        var firsts = new Dictionary<TKey, TValue>(values.Count);
        foreach (TValue value in values)
        {
            firsts.TryAdd(keyOf(value), value);
        }

        return firsts;
    }
}
