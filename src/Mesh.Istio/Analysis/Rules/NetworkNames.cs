using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Analysis.Indexes;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>Networks are compared by name, and addresses have one owner: names and addresses that lead nowhere, or to two places.</summary>
internal sealed class NetworkNames : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        CheckAddresses(mesh, findings);
        // Where the network of a cluster is not known, it may be the one that is named.
        if (mesh.Clusters.Any(cluster => string.IsNullOrEmpty(cluster.Observed.Network)))
        {
            return;
        }

        var used = mesh.Clusters.SelectMany(Used).ToHashSet(StringComparer.Ordinal);
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            foreach (ServiceInfo service in cluster.Observed.Services.Where(service => service.Labels.ContainsKey(TopologyLabels.Network)))
            {
                string network = service.Labels[TopologyLabels.Network];
                if (!used.Contains(network))
                {
                    findings.Add(
                        AnalysisDiagnostics.NetworkOfNobody,
                        $"{cluster.Name}/Service/{service.Namespace}/{service.Name}/labels",
                        $"Service {service.Name} is the gateway of network '{network}', in which no cluster is: {cluster.Name} is in "
                            + $"'{cluster.Observed.Network}'. Clients take the pods behind it as reachable, and nobody uses the gateway.",
                        $"Give the label {TopologyLabels.Network} of the namespace {cluster.Observed.IstioNamespace} and of the Service "
                            + $"the same value.{NearestName.Question(network, used)}");
                }
            }

            CheckMeshNetworks(mesh, cluster, used, findings);
        }
    }

    private static void CheckMeshNetworks(AnalyzedMesh mesh, AnalyzedCluster cluster, HashSet<string> used, Findings findings)
    {
        string[] names = [.. mesh.Clusters.Select(other => other.Name)];
        foreach (MeshNetworkInfo network in cluster.Observed.MeshNetworks)
        {
            string path = $"{cluster.Name}/MeshNetworks/{network.Name}";
            foreach (string registry in network.Registries.Where(registry => !names.Contains(registry, StringComparer.Ordinal)))
            {
                findings.Add(
                    AnalysisDiagnostics.NetworkOfNobody, path,
                    $"Network '{network.Name}' is that of the registry '{registry}', and no cluster is called so; there is: {string.Join(
                        ", ", names)}.",
                    $"Write the name of the cluster.{NearestName.Question(registry, names)}");
            }

            if (network.Registries.IsEmpty && !used.Contains(network.Name))
            {
                findings.Add(
                    AnalysisDiagnostics.NetworkOfNobody, path,
                    $"MeshNetworks has gateways of network '{network.Name}', in which no cluster is; there is: {string.Join(
                        ", ", used.Order(StringComparer.Ordinal))}.",
                    $"Correct the name.{NearestName.Question(network.Name, used)}");
            }
        }
    }

    private static IEnumerable<string> Used(AnalyzedCluster cluster) =>
        cluster.Observed.Workloads.Select(pod => pod.Labels.GetValueOrDefault(TopologyLabels.Network))
            .Concat(cluster.Written.Select(endpoint => endpoint.Value.Network))
            .Append(cluster.Observed.Network)
            .OfType<string>();

    private static void CheckAddresses(AnalyzedMesh mesh, Findings findings)
    {
        var owners = new Dictionary<string, AnalyzedCluster>(StringComparer.Ordinal);
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            foreach (ServiceInfo service in cluster.Observed.Services)
            {
                // Clusters on one machine are all reached there.
                foreach (string address in service.ExternalAddresses.Where(address => address is not ("localhost" or "127.0.0.1")))
                {
                    if (owners.TryAdd(address, cluster) || owners[address] == cluster)
                    {
                        continue;
                    }

                    findings.Add(
                        AnalysisDiagnostics.OneAddress,
                        $"{cluster.Name}/Service/{service.Namespace}/{service.Name}/status.loadBalancer",
                        $"{address} is an external address of {cluster.Name} and of {owners[address].Name}: an endpoint with it can be "
                            + $"either, and outlier detection ejects both.",
                        "Give each cluster an address of its own, or label the endpoints with the cluster that is meant.");
                }
            }
        }
    }
}
