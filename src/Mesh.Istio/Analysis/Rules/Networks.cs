using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>What the networks of clusters that an istiod reads need: a gateway, better two, trust, and the way back.</summary>
internal sealed class Networks : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            foreach (AnalyzedCluster remote in cluster.Remotes.Select(mesh.Find).OfType<AnalyzedCluster>().Where(
                remote => remote != cluster))
            {
                CheckGateways(mesh, cluster, remote, findings);
                CheckTrust(cluster, remote, findings);
                if (!remote.Remotes.Contains(cluster.Name) && WasRead(remote))
                {
                    findings.Add(
                        AnalysisDiagnostics.RemoteSecretMissing,
                        $"{remote.Name}/Secret/{remote.Observed.IstioNamespace}/istio-remote-secret-{cluster.Name}",
                        $"istiod of {cluster.Name} reads {remote.Name}, and istiod of {remote.Name} does not read {cluster.Name}: clients "
                            + $"there never fail over to {cluster.Name}.",
                        "Create the remote secret, unless that is what you mean.");
                }
            }

            foreach (WrittenEndpoint endpoint in cluster.Written.Where(
                endpoint => endpoint.Address.Length == 0 && endpoint.Value.Network is { Length: > 0 }))
            {
                if (cluster.Index.Registry.Gateways.Find(endpoint.Value.Network!, cluster.Name, sidecar: true).Length == 0
                    && !mesh.Clusters.Any(other => HasGatewayWithoutAddress(other, endpoint.Value.Network!)))
                {
                    findings.Add(
                        AnalysisDiagnostics.NetworkWithoutGateway,
                        $"{endpoint.Path}network",
                        $"The endpoint has no address, and istiod knows no gateway of network '{endpoint.Value.Network}': it is left out.",
                        "Set address, or label the gateway's Service with topology.istio.io/network.");
                }
            }
        }
    }

    // Of a cluster that could not be read nobody knows whom its istiod reads.
    private static bool WasRead(AnalyzedCluster cluster) =>
        cluster.Observed is not { Services.IsEmpty: true, Workloads.IsEmpty: true, Nodes.IsEmpty: true };

    // A gateway that lacks an address is found as such: EndpointAddress.
    private static bool HasGatewayWithoutAddress(AnalyzedCluster cluster, string network) => cluster.Observed.Services.Any(
        service => EndpointAddress.IsGatewayWithoutAddress(service, cluster.Observed) && service.Labels[TopologyLabels.Network] == network);

    private static void CheckGateways(AnalyzedMesh mesh, AnalyzedCluster cluster, AnalyzedCluster remote, Findings findings)
    {
        if (remote.Observed.Network is not { Length: > 0 } network || cluster.Observed.Network is not { Length: > 0 } own || own == network)
        {
            return;
        }

        NetworkGateway[] ways = cluster.Index.Registry.Gateways.Find(network, remote.Name, sidecar: true);
        string path = $"{cluster.Name}/MeshNetworks/{network}";
        if (ways.Length == 0 && mesh.Clusters.Any(other => HasGatewayWithoutAddress(other, network)))
        {
            return;
        }

        if (ways.Length == 0)
        {
            findings.Add(
                AnalysisDiagnostics.NetworkWithoutGateway,
                path,
                $"Cluster {remote.Name} is in network '{network}', and istiod of {cluster.Name} in '{own}' knows no gateway of it: "
                    + $"clients get pod addresses that they cannot reach.",
                "Label the Service of the east-west gateway with topology.istio.io/network, or correct the network's name.");
        }
        else if (ways.Length == 1 && remote.Clients.Select(place => place.Proxy.Locality).Distinct().Skip(1).Any())
        {
            findings.Add(
                AnalysisDiagnostics.OneGateway,
                path,
                $"Network '{network}' has one gateway address, {ways[0].Address}, for all zones of {remote.Name}: a few errors of one pod "
                    + $"eject the whole cluster.",
                "Give the network a gateway address for each zone.");
        }
    }

    private static void CheckTrust(AnalyzedCluster cluster, AnalyzedCluster remote, Findings findings)
    {
        if (cluster.Observed.MeshConfig is { } config && remote.Observed.TrustDomain is { } foreign
            && config.TrustDomain != foreign && !config.TrustDomainAliases.Contains(foreign))
        {
            findings.Add(
                AnalysisDiagnostics.TrustDomains,
                cluster.PathOfMeshConfig("trustDomainAliases"),
                $"The trust domain of {remote.Name} is '{foreign}', and {cluster.Name} with '{config.TrustDomain}' does not take it as "
                    + $"the same.",
                $"Add '{foreign}' to trustDomainAliases.");
        }
    }
}
