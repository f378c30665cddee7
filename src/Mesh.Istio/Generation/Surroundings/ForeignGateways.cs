using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>
/// The listeners of others on the mesh port of one cluster. Istio makes one listener of all Gateways on a pod, whatever namespace they are
/// in. Mesh writes its own beside the gateway; a label in another namespace makes nothing Mesh's.
/// </summary>
internal sealed class ForeignGateways
{
    private readonly IstioGatewayInfo[] _onMeshPort;
    private readonly ILookup<string, WorkloadInfo> _pods;
    private readonly bool _scopesGateways;

    public ForeignGateways(ClusterFacts cluster, bool scopesGateways)
    {
        _scopesGateways = scopesGateways;
        _onMeshPort = [.. (cluster.Inventory?.IstioGateways ?? [])
            .Where(gateway => gateway.Servers.Any(IsOnMeshPort))
            .OrderBy(gateway => gateway.Namespace, StringComparer.Ordinal).ThenBy(gateway => gateway.Name, StringComparer.Ordinal)];
        // Most clusters have none, and then nobody asks for pods.
        _pods = (_onMeshPort.Length == 0 ? [] : cluster.Inventory!.Workloads).ToLookup(pod => pod.Namespace, StringComparer.Ordinal);
    }

    /// <summary>The servers of others on the mesh port of a gateway's pods; where no pod is known, of pods with its labels.</summary>
    public IEnumerable<ForeignServer> On(string namespaceName, ValueMap<string> workload)
    {
        if (_onMeshPort.Length == 0)
        {
            return [];
        }

        ValueMap<string>[] pods = [.. _pods[namespaceName].Select(pod => pod.Labels).Where(labels => LabelMatch.Matches(workload, labels))];
        ValueMap<string>[] labels = pods.Length == 0 ? [workload] : pods;
        return _onMeshPort
            .Where(gateway => !MeshLabels.AreOurs(gateway.Labels, gateway.Namespace, namespaceName)
                && (!_scopesGateways || gateway.Namespace == namespaceName)
                && (gateway.Selector.IsEmpty || Array.Exists(labels, pod => LabelMatch.Matches(gateway.Selector, pod))))
            .SelectMany(gateway => gateway.Servers.Where(IsOnMeshPort), (gateway, server) => new ForeignServer(gateway, server));
    }

    private static bool IsOnMeshPort(IstioServerInfo server) => server.Port == GatewayServer.MeshPort;
}
