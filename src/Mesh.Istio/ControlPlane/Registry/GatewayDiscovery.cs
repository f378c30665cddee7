using System.Globalization;
using Mesh.Inventories;

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>
/// Finds the gateways of networks: in MeshNetworks and among labelled Services (istio <c>kube/controller/network.go</c>).
/// </summary>
/// <remarks>A gateway with a DNS name stands for the addresses that istiod resolves it to.</remarks>
internal static class GatewayDiscovery
{
    private const string NetworkLabel = "topology.istio.io/network";
    private const string PortLabel = "networking.istio.io/gatewayPort";
    private const int DefaultPort = 15443;
    private const int HbonePort = 15008;

    public static NetworkGateways Find(PushContext mesh)
    {
        IEnumerable<NetworkGateway> declared =
            from network in mesh.Networks
            from gateway in network.Gateways
            where gateway.Address.Length > 0
            select new NetworkGateway(network.Name, "", gateway.Address, gateway.Port);
        return new NetworkGateways(declared.Concat(mesh.Clusters.SelectMany(cluster => InCluster(cluster.Inventory, mesh))));
    }

    private static IEnumerable<NetworkGateway> InCluster(ClusterInventory cluster, PushContext mesh) =>
        from service in cluster.Services
        from entry in EntriesOf(service, cluster, mesh)
        from place in PlacesOf(service, cluster, entry.Port)
        select new NetworkGateway(entry.Network, cluster.Name, place.Address, place.Port);

    // At nodes the port is that of the nodes.
    private static IEnumerable<(string Address, int Port)> PlacesOf(ServiceInfo service, ClusterInventory cluster, int port) =>
        NodePortGateways.IsAtNodes(service)
            ? from address in NodePortGateways.AddressesOf(service, cluster)
              select (address, service.Ports.FirstOrDefault(one => one.Number == port)?.NodePort ?? port)
            : service.ExternalAddresses.Select(address => (address, port));

    private static IEnumerable<(string Network, int Port)> EntriesOf(ServiceInfo service, ClusterInventory cluster, PushContext mesh)
    {
        if (service.Labels.TryGetValue(NetworkLabel, out string? label) && label.Length > 0)
        {
            int port = service.Labels.TryGetValue(PortLabel, out string? text)
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : DefaultPort;
            bool accepts = service.Ports.Any(candidate => candidate.Number == port);
            // A gateway for HBONE alone has no port that sidecars could use.
            return accepts ? [(label, port)]
                : service.Ports.Any(candidate => candidate.Number == HbonePort) ? [(label, 0)]
                : [];
        }

        string host = $"{service.Name}.{service.Namespace}.svc.{mesh.Settings.Domain}";
        return from network in mesh.Networks
               where network.Registries.Contains(cluster.Name)
               from gateway in network.Gateways
               where gateway.Service == host
               select (network.Name, gateway.Port);
    }
}
