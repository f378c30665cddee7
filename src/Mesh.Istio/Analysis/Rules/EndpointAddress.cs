using Mesh.Inventories;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>Endpoints of resolution STATIC are IP addresses, and the gateway of a network needs an address outside its cluster.</summary>
internal sealed class EndpointAddress : IAnalysisRule
{
    /// <summary>Whether a Service is the gateway of a network and nobody outside of its cluster knows an address of it.</summary>
    public static bool IsGatewayWithoutAddress(ServiceInfo service, ClusterInventory cluster) =>
        service.Labels.ContainsKey(TopologyLabels.Network) && (NodePortGateways.IsAtNodes(service)
            ? !NodePortGateways.AddressesOf(service, cluster).Any() : service.ExternalAddresses.IsEmpty);

    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            foreach (WrittenEndpoint endpoint in cluster.Written)
            {
                Check(endpoint, findings);
                CheckReplaced(cluster, endpoint, findings);
            }

            foreach (ServiceInfo service in cluster.Observed.Services.Where(one => IsGatewayWithoutAddress(one, cluster.Observed)))
            {
                bool isAtNodes = NodePortGateways.IsAtNodes(service);
                findings.Add(
                    AnalysisDiagnostics.EndpointAddress,
                    $"{cluster.Name}/Service/{service.Namespace}/{service.Name}/status.loadBalancer",
                    $"The Service is the gateway of network '{service.Labels[TopologyLabels.Network]}' and has no external address: "
                        + $"nobody reaches the network.",
                    isAtNodes ? $"Select nodes with an external address by the annotation {NodePortGateways.NodeSelector}."
                        : "Give it an external address: a load balancer, or externalIPs.");
            }
        }
    }

    // Where the port is that of a network's gateways, the endpoint is a gateway itself and was meant to be called.
    private static void CheckReplaced(AnalyzedCluster cluster, WrittenEndpoint endpoint, Findings findings)
    {
        if (endpoint.Address.Length == 0 || endpoint.Value.Network is not { Length: > 0 } network || network == cluster.Observed.Network)
        {
            return;
        }

        foreach (NetworkGateway way in cluster.Index.Registry.Gateways.Find(network, cluster.Name, sidecar: true).Take(1))
        {
            if (endpoint.Value.Ports.Any(port => port.Value == way.Port))
            {
                findings.Add(
                    AnalysisDiagnostics.EndpointAddress,
                    $"{endpoint.Path}network",
                    $"network is '{network}', and istiod knows {way.Address} as a gateway of it: {endpoint.Address}, which is a gateway "
                        + $"by its port, is replaced.",
                    "Remove the field; the label topology.istio.io/network does no harm.");
            }
        }
    }

    private static void Check(WrittenEndpoint endpoint, Findings findings)
    {
        if (endpoint.Address.Length == 0)
        {
            if (string.IsNullOrEmpty(endpoint.Value.Network))
            {
                findings.Add(
                    AnalysisDiagnostics.EndpointAddress, $"{endpoint.Path}address",
                    "The endpoint has neither address nor network: it is left out.", "Set address.");
            }
        }
        else if (endpoint.Object is ServiceEntry { Resolution: ServiceEntryResolution.Static } entry
            && !IpText.IsAddress(endpoint.Address) && !endpoint.Address.StartsWith("unix://", StringComparison.Ordinal))
        {
            findings.Add(
                AnalysisDiagnostics.EndpointAddress,
                $"{endpoint.Path}address",
                $"'{endpoint.Address}' is no IP address, and the resolution of {entry.Metadata.Name} is STATIC: the endpoint is left out.",
                "Set resolution DNS, or write an IP address.");
        }
    }
}
