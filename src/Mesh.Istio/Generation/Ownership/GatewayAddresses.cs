using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Validation;

namespace Mesh.Istio.Generation.Ownership;

/// <summary>
/// Addresses of gateways that are services of somebody else: a team may write <c>externalIPs</c> of its own Service, and other clusters
/// would be told to send the calls of the gateway's hosts there.
/// </summary>
internal sealed class GatewayAddresses(Inventory inventory, ServiceNames names, List<Diagnostic> diagnostics)
{
    private readonly Lazy<ILookup<string, (string Cluster, ServiceInfo Service)>> _byAddress = new(() => (
        from cluster in inventory.Clusters
        from service in cluster.Services
        from address in service.ClusterIps
        select (address, cluster.Name, service)).ToLookup(row => row.address, row => (row.Name, row.service), StringComparer.Ordinal));

    public void Check(ClusterInventory cluster, IEnumerable<GatewayEntry> gateways)
    {
        ILookup<string, GatewayEntry> byNamespace = gateways.Where(
            entry => entry.Workspace.Uses(cluster.Name, entry.Gateway.Namespace)).ToLookup(
            entry => entry.Gateway.Namespace, StringComparer.Ordinal);
        foreach (ServiceInfo service in cluster.Services.Where(service => !service.ExternalAddresses.IsEmpty && !service.Selector.IsEmpty))
        {
            foreach (GatewayEntry entry in byNamespace[service.Namespace].Where(entry => Selects(service, entry)))
            {
                Check(cluster, service, entry);
            }
        }
    }

    private void Check(ClusterInventory cluster, ServiceInfo service, GatewayEntry entry)
    {
        foreach (string address in service.ExternalAddresses)
        {
            (string Cluster, ServiceInfo Service) other = _byAddress.Value[address].FirstOrDefault(
                found => !entry.Workspace.Uses(found.Cluster, found.Service.Namespace));
            string? fault = other.Service is { } theirs
                ? $"is that of Service '{theirs.Namespace}/{theirs.Name}' in cluster '{other.Cluster}'" : names.Fault(address);
            if (fault is not null)
            {
                diagnostics.Add(OwnershipDiagnostics.AddressOfAnother.At(
                    entry.At("workload"),
                    $"In cluster '{cluster.Name}' the address '{address}' of Service '{service.Namespace}/{service.Name}' {fault}; other "
                    + "clusters would send it the calls of the gateway's hosts.",
                    "Give the Service an address of its own."));
            }
        }
    }

    private static bool Selects(ServiceInfo service, GatewayEntry entry) =>
        LabelMatch.Matches(service.Selector, entry.Gateway.Workload) || LabelMatch.Matches(entry.Gateway.Workload, service.Selector);
}
