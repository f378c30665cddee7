using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>Groups the pods of a cluster by what priorities depend on, so that rules look at places instead of pods.</summary>
internal static class ClientPlaces
{
    public static ClientPlace[] Of(ClusterInventory cluster, IReadOnlyCollection<string> comparedLabels) =>
        [.. cluster.Workloads
            .Where(pod => pod.InMesh)
            .GroupBy(pod => KeyOf(pod, comparedLabels))
            .OrderBy(place => place.Key.Locality, StringComparer.Ordinal)
            .ThenBy(place => place.Key.Labels, StringComparer.Ordinal)
            .Select(place => new ClientPlace(
                ClientFinder.ProxyOf(cluster, [.. place], ProxyType.Sidecar, place.First().Locality.Value),
                place.ToLookup(pod => pod.Namespace, StringComparer.Ordinal)))];

    private static (string Locality, string Labels) KeyOf(WorkloadInfo pod, IReadOnlyCollection<string> comparedLabels) => (
        pod.Locality.Value.ToString(),
        string.Join(
            '\n', comparedLabels.Append(TopologyLabels.Network).Select(
                label => pod.Labels.TryGetValue(label, out string? value) ? value : "")));
}
