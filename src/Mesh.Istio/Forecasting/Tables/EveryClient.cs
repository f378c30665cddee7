using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Forecasting.Tables;

/// <summary>The workloads of a mesh as clients.</summary>
internal static class EveryClient
{
    private const string TemplateHash = "pod-template-hash";

    public static IEnumerable<ForecastClient> Of(AskedMesh asked) =>
        asked.Mesh.Inventory.Clusters.SelectMany(cluster => Of(asked, cluster));

    /// <summary>The hosts and ports of ServiceEntries and of Services with a DestinationRule that a client's proxy knows.</summary>
    public static IEnumerable<ForecastQuery> Calls(ForecastClient client) =>
        client.Found is FoundClient.Known
            ? Calls(client, client.Mesh.View(client.Cluster).Known(client.Mesh.OfAnyNamespace(client.Canonical!))) : [];

    private static IEnumerable<ForecastQuery> Calls(ForecastClient client, ProxyConfig view)
    {
        return from service in view.Scope.Services
               where service.Source.StartsWith("ServiceEntry", StringComparison.Ordinal) || view.HasRuleFor(service, client.Namespace)
               where !service.Host.StartsWith('*')
               from port in service.Ports
                   // Datagrams go past the proxy.
               where port.Protocol != PortProtocol.Udp
               select client.To(service.Host, port.Number);
    }

    private static IEnumerable<ForecastClient> Of(AskedMesh asked, ClusterInventory cluster)
    {
        Dictionary<string, SelectorIndex<Resources.Gateway>> gateways = asked.Mesh.Resources.ObjectsOf(cluster.Name)
            .OfType<Resources.Gateway>()
            .GroupBy(gateway => gateway.Metadata.Namespace ?? "", StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key, group => new SelectorIndex<Resources.Gateway>(group, gateway => gateway.Selector),
                StringComparer.Ordinal);
        ILookup<(string Namespace, string Name), WorkloadInfo> workloads = cluster.Workloads
            .Where(pod => pod.InMesh
                && !(gateways.TryGetValue(pod.Namespace, out SelectorIndex<Resources.Gateway>? own) && own.Any(pod.Labels)))
            .ToLookup(pod => (pod.Namespace, NameOf(pod)));
        return from workload in workloads
               orderby workload.Key.Namespace, workload.Key.Name
               let places = workload.GroupBy(pod => pod.Locality.Value).OrderBy(place => place.Key.ToString(), StringComparer.Ordinal)
                   .ToArray()
               from place in places
               select Client(asked, cluster, $"{workload.Key.Namespace}/{workload.Key.Name}", place, places.Length > 1);
    }

    private static ForecastClient Client(
        AskedMesh asked, ClusterInventory cluster, string name, IGrouping<Locality, WorkloadInfo> pods, bool spread) => new(
        asked,
        cluster.Name,
        spread ? $"{name} in {pods.Key}" : name,
        new FoundClient.Known(ClientFinder.ProxyOf(cluster, [.. pods], ProxyType.Sidecar, pods.Key), pods.ToValueList(), pods.Key));

    private static string NameOf(WorkloadInfo pod)
    {
        if (pod.Labels.TryGetValue("app", out string? app))
        {
            return app;
        }

        int end = pod.Labels.TryGetValue(TemplateHash, out string? hash) ? pod.Name.LastIndexOf($"-{hash}-", StringComparison.Ordinal) : -1;
        return end > 0 ? pod.Name[..end] : pod.Name;
    }
}
