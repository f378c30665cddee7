using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>
/// What becomes of all requests while nothing fails, each with the failures that could change it: in any others it stays. Thread-safe.
/// </summary>
internal sealed class ObservedFlows
{
    private readonly IReadOnlyDictionary<FlowKey, FlowAnswer> _answers;
    private readonly LoadMesh _mesh;

    /// <param name="mesh">The mesh.</param>
    /// <param name="failures">The failures, each alone.</param>
    public ObservedFlows(LoadMesh mesh, IReadOnlyList<FailureBuilder> failures)
    {
        _mesh = mesh;
        var run = new LoadRun(mesh, mesh.NewFailure(), new Concerns(mesh.Mesh, failures), Fates);
        Load = run.Run();
        _answers = run.Answers;
    }

    /// <summary>The failures are whatever happens in one cluster, in the order of the clusters.</summary>
    public static ObservedFlows OfClusters(LoadMesh mesh) => new(mesh, [.. mesh.Mesh.Inventory.Clusters.Select(cluster =>
    {
        FailureBuilder failure = mesh.NewFailure();
        failure.Parts.Clusters.Add(cluster.Name);
        failure.Parts.Istiods.Add(cluster.Name);
        failure.Parts.Certificates.Add(cluster.Name);
        return failure;
    })]);

    /// <summary>The load while nothing fails.</summary>
    public LoadForecast Load { get; }

    /// <summary>What endpoints then do.</summary>
    public ObservedFates Fates { get; } = new();

    /// <summary>The answer where none of some failures concerns it; else <see langword="null"/>.</summary>
    public FlowAnswer? Find(FlowKey key, int[] failures) =>
        _answers.TryGetValue(key, out FlowAnswer? answer) && !Array.Exists(failures, answer.Touched.Contains) ? answer : null;

    /// <summary>
    /// The numbers of the clusters in which something fails, for <see cref="OfClusters"/>; <see langword="null"/> where it is not told by
    /// clusters: places, addresses, paths, and what an istiod reads.
    /// </summary>
    public int[]? ClustersOf(FailedParts parts)
    {
        if (parts.Places.Count > 0 || parts.Addresses.Count > 0 || parts.Paths.Count > 0 || parts.Secrets.Count > 0)
        {
            return null;
        }

        HashSet<string> names =
        [
            .. parts.Clusters, .. parts.Istiods, .. parts.Certificates, .. parts.Credentials.Select(entry => entry.Cluster),
            .. parts.Failing.Concat(parts.Gone).Concat(parts.NotReady).Concat(parts.Kinds.Keys).Select(pod => pod.Cluster),
        ];
        ValueList<ClusterInventory> clusters = _mesh.Mesh.Inventory.Clusters;
        return [.. Enumerable.Range(0, clusters.Count).Where(number => names.Contains(clusters[number].Name))];
    }
}
