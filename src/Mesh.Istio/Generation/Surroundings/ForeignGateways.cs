using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>
/// The listeners of others at gateways of one cluster. Istio makes one listener of all Gateways on a pod, whatever namespace they are
/// in. Mesh writes its own beside the gateway; a label in another namespace makes nothing Mesh's.
/// </summary>
internal sealed class ForeignGateways
{
    private readonly IstioGatewayInfo[] _gateways;
    private readonly ILookup<string, WorkloadInfo> _pods;
    private readonly bool _scopesGateways;

    public ForeignGateways(ClusterFacts cluster, bool scopesGateways)
    {
        _scopesGateways = scopesGateways;
        _gateways = [.. (cluster.Inventory?.IstioGateways ?? [])
            .OrderBy(gateway => gateway.Namespace, StringComparer.Ordinal).ThenBy(gateway => gateway.Name, StringComparer.Ordinal)];
        // Most clusters have none, and then nobody asks for pods.
        _pods = (_gateways.Length == 0 ? [] : cluster.Inventory!.Workloads).ToLookup(pod => pod.Namespace, StringComparer.Ordinal);
    }

    /// <summary>
    /// The servers of others on a port of a gateway's pods, the mesh port by default; where no pod is known, of pods with its labels.
    /// </summary>
    public IEnumerable<ForeignServer> On(string namespaceName, ValueMap<string> workload, int port = GatewayServer.MeshPort)
    {
        IstioGatewayInfo[] open = [.. _gateways.Where(gateway => gateway.Servers.Any(server => server.Port == port)
            && !MeshLabels.AreOurs(gateway.Labels, gateway.Namespace, namespaceName)
            && (!_scopesGateways || gateway.Namespace == namespaceName))];
        if (open.Length == 0)
        {
            return [];
        }

        ValueMap<string>[] pods = [.. _pods[namespaceName].Select(pod => pod.Labels).Where(labels => LabelMatch.Matches(workload, labels))];
        ValueMap<string>[] labels = pods.Length == 0 ? [workload] : pods;
        return open
            .Where(gateway => gateway.Selector.IsEmpty || Array.Exists(labels, pod => LabelMatch.Matches(gateway.Selector, pod)))
            .SelectMany(gateway => gateway.Servers.Where(server => server.Port == port), (gateway, server) =>
                new ForeignServer(gateway, server));
    }
}
