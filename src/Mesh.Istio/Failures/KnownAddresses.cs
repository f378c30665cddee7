using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Failures;

/// <summary>Every address that requests can go to: of entries, Services, pods and gateways of networks.</summary>
internal static class KnownAddresses
{
    public static HashSet<string> Of(Inventory inventory, MeshResources resources) => new(
        resources.Clusters.SelectMany(cluster => cluster.Objects).SelectMany(Written)
            .Concat(inventory.Clusters.SelectMany(Observed))
            .Where(address => address.Length > 0),
        StringComparer.Ordinal);

    /// <summary>The addresses of a ServiceEntry or WorkloadEntry; a DNS entry without endpoints is called by its own hosts.</summary>
    public static IEnumerable<string> Written(IstioObject value) => value switch
    {
        WorkloadEntry entry => [entry.Address ?? ""],
        ServiceEntry { Endpoints.IsEmpty: true, WorkloadSelector: null } entry
            when entry.Resolution is ServiceEntryResolution.Dns or ServiceEntryResolution.DnsRoundRobin => entry.Hosts,
        ServiceEntry entry => entry.Endpoints.Select(endpoint => endpoint.Address ?? ""),
        _ => [],
    };

    private static IEnumerable<string> Observed(ClusterInventory cluster) => cluster.Workloads.Select(pod => pod.Address)
        .Concat(cluster.Endpoints.Select(endpoint => endpoint.Address))
        .Concat(cluster.Services.SelectMany(service => service.ExternalAddresses.Concat(service.ClusterIps)))
        .Concat(cluster.MeshNetworks.SelectMany(network => network.Gateways).Select(gateway => gateway.Address));
}
