using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>
/// Tells whether two inventories are the same to generation, which reads less than they hold: pods get ready, move and get addresses all
/// day, and of most of that nothing follows. Only of gateways' pods it matters whether they are ready, because of <c>MG021</c>.
/// </summary>
internal sealed class GenerationInputs(MeshModel model)
{
    private readonly ILookup<string, ValueMap<string>> _gateways = PodsOf(new ModelWalk(model)).ToLookup(
        pods => pods.Namespace, pods => pods.Workload, StringComparer.Ordinal);

    public bool AreSame(Inventory left, Inventory right) =>
        ReferenceEquals(left, right)
        || (left.Diagnostics.Equals(right.Diagnostics) && left.Clusters.Count == right.Clusters.Count
        && left.Clusters.Zip(right.Clusters).All(pair => AreSame(pair.First, pair.Second)));

    private bool AreSame(ClusterInventory left, ClusterInventory right) =>
        ReferenceEquals(left, right)
        || (left.Workloads.Count == right.Workloads.Count && Rest(left) == Rest(right)
        && left.Workloads.Zip(right.Workloads).All(pair => AreSame(pair.First, pair.Second)));

    private bool AreSame(WorkloadInfo left, WorkloadInfo right) => ReferenceEquals(left, right) || Read(left) == Read(right);

    // Of our own objects only the age of routes matters, and that only beside routes of others: else every write would be a change.
    private static ClusterInventory Rest(ClusterInventory cluster) => cluster with
    {
        Workloads = default,
        Endpoints = default,
        DestinationRules = cluster.DestinationRules.Where(rule => !MeshLabels.AreOurs(rule.Labels)).ToValueList(),
        IstioGateways = cluster.IstioGateways.Where(gateway => !MeshLabels.AreOurs(gateway.Labels)).ToValueList(),
        AuthorizationPolicies = cluster.AuthorizationPolicies.Where(policy => !MeshLabels.AreOurs(policy.Labels)).ToValueList(),
        VirtualServices = cluster.VirtualServices.Any(routes => !MeshLabels.AreOurs(routes.Labels)) ? cluster.VirtualServices : default,
    };

    private WorkloadInfo Read(WorkloadInfo pod) =>
        pod with { Ready = pod.Ready && IsGateway(pod), Address = "", Node = "" };

    private bool IsGateway(WorkloadInfo pod) => _gateways[pod.Namespace].Any(workload => LabelMatch.Matches(workload, pod.Labels));

    private static IEnumerable<(string Namespace, ValueMap<string> Workload)> PodsOf(ModelWalk walk) =>
        walk.Gateways.Concat(walk.EastWestGateways.Select(entry => entry.AsGateway))
        .Select(entry => (entry.Gateway.Namespace, entry.Gateway.Workload));
}
