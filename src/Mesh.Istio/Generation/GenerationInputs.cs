using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>
/// Tells whether two inventories are the same to generation, which reads less than they hold: pods get ready, move and get addresses all
/// day, and of most of that nothing follows. Only of gateways' pods it matters whether they are ready, because of <c>MG021</c>.
/// </summary>
/// <param name="model">What is generated from.</param>
/// <param name="written">What was generated before, so that writing it is no change. A label alone makes nothing Mesh's: anybody may
/// write one.</param>
internal sealed class GenerationInputs(MeshModel model, ValueList<ClusterResources> written)
{
    private readonly HashSet<(string Cluster, string Kind, string Namespace, string Name)> _written =
        [.. written.SelectMany(cluster => cluster.Objects, (cluster, value) => (cluster.Cluster, value))
            .Where(pair => pair.value is DestinationRule or Gateway or VirtualService or AuthorizationPolicy)
            .Select(pair => (pair.Cluster, pair.value.Kind, pair.value.Metadata.Namespace ?? "", pair.value.Metadata.Name))];

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
    private ClusterInventory Rest(ClusterInventory cluster) => cluster with
    {
        Workloads = default,
        Endpoints = default,
        DestinationRules = cluster.DestinationRules
            .Where(rule => !IsOurs(cluster, nameof(DestinationRule), rule.Labels, rule.Namespace, rule.Name)).ToValueList(),
        IstioGateways = cluster.IstioGateways
            .Where(gateway => !IsOurs(cluster, nameof(Gateway), gateway.Labels, gateway.Namespace, gateway.Name)).ToValueList(),
        AuthorizationPolicies = cluster.AuthorizationPolicies
            .Where(policy => !IsOurs(cluster, nameof(AuthorizationPolicy), policy.Labels, policy.Namespace, policy.Name)).ToValueList(),
        VirtualServices = cluster.VirtualServices.Any(
            routes => !IsOurs(cluster, nameof(VirtualService), routes.Labels, routes.Namespace, routes.Name))
            ? cluster.VirtualServices : default,
    };

    private bool IsOurs(ClusterInventory cluster, string kind, ValueMap<string> labels, string namespaceName, string name) =>
        MeshLabels.AreOurs(labels) && _written.Contains((cluster.Name, kind, namespaceName, name));

    private WorkloadInfo Read(WorkloadInfo pod) =>
        pod with { Ready = pod.Ready && IsGateway(pod), Address = "", Node = "" };

    private bool IsGateway(WorkloadInfo pod) => _gateways[pod.Namespace].Any(workload => LabelMatch.Matches(workload, pod.Labels));

    private static IEnumerable<(string Namespace, ValueMap<string> Workload)> PodsOf(ModelWalk walk) =>
        walk.Gateways.Concat(walk.EastWestGateways.Select(entry => entry.AsGateway))
        .Select(entry => (entry.Gateway.Namespace, entry.Gateway.Workload));
}
