using Mesh.Diagnostics;
using Mesh.Istio.Generation.Ownership;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Reuse;

/// <summary>All clusters as they were generated: what the next plan compares with and takes over.</summary>
internal sealed class GeneratedMesh
{
    private readonly AllHosts _hosts;
    private readonly OutputCheck _check;
    private readonly Dictionary<string, GeneratedCluster> _clusters;

    private GeneratedMesh(AllHosts hosts, OutputCheck check, GeneratedCluster[] clusters)
    {
        _hosts = hosts;
        _check = check;
        _clusters = clusters.ToDictionary(cluster => cluster.Resources.Cluster, StringComparer.Ordinal);
        Clusters = clusters.Select(cluster => cluster.Resources).ToValueList();
        Findings = clusters.SelectMany<GeneratedCluster, Diagnostic>(cluster => cluster.Findings).ToValueList();
    }

    public ValueList<ClusterResources> Clusters { get; }

    public ValueList<Diagnostic> Findings { get; }

    /// <summary>The objects of hosts, which the next ones are compared with.</summary>
    public AllHosts Hosts => _hosts;

    /// <summary>Generates all clusters, on all cores.</summary>
    /// <param name="clusters">The clusters.</param>
    /// <param name="hosts">The objects of hosts.</param>
    /// <param name="othersOf">Makes all other objects of a cluster, in apply order.</param>
    /// <param name="originsOf">Gives the origins of all objects of a cluster, in apply order.</param>
    /// <param name="check">The second look.</param>
    /// <param name="earlier">What was generated before; null for nothing.</param>
    /// <param name="touched">The clusters in which anything may differ from that; null for all.</param>
    public static GeneratedMesh Of(
        ClusterMap clusters, AllHosts hosts, Func<ClusterFacts, ValueList<IstioObject>> othersOf,
        Func<ClusterFacts, IReadOnlyList<Origin>> originsOf, OutputCheck check, GeneratedMesh? earlier,
        IReadOnlySet<string>? touched)
    {
        HostsChange? change = earlier is null ? null : HostsChange.Of(earlier._hosts, hosts);
        bool sameCheck = earlier is not null && check.IsSame(earlier._check);
        var made = new GeneratedCluster[clusters.All.Count];
        Parallel.For(0, made.Length, i =>
        {
            ClusterFacts cluster = clusters.All[i];
            GeneratedCluster? before = change is null ? null : earlier!._clusters.GetValueOrDefault(cluster.Name);
            if (before is not null && sameCheck && touched?.Contains(cluster.Name) == false)
            {
                made[i] = before with { Resources = Resources(cluster, before.Resources.Objects, originsOf) };
                return;
            }

            ValueList<IstioObject> others = othersOf(cluster);
            var difference = new ClusterDifference();
            ValueList<IstioObject> objects;
            if (before is null)
            {
                objects = ClusterAssembly.Merge(hosts.For(i).Select(pair => pair.Value.Copy()), others, value => value).ToValueList();
            }
            else
            {
                others = difference.AddOthers(before.Others, others);
                change!.AddTo(difference, i);
                objects = difference.IsEmpty ? before.Resources.Objects
                    : SortedPatch.Apply(before.Resources.Objects, difference.Gone, difference.Added);
            }

            // What was right and is the same still is.
            IEnumerable<IstioObject> doubtful = before is { Findings.IsEmpty: true } && sameCheck ? difference.Added : objects;
            made[i] = new GeneratedCluster(
                Resources(cluster, objects, originsOf), others, check.Run(cluster.Name, doubtful, objects));
        });
        return new GeneratedMesh(hosts, check, made);
    }

    // Origins are those of this plan: what made an object may be told anew where the object is the same.
    private static ClusterResources Resources(
        ClusterFacts cluster, ValueList<IstioObject> objects, Func<ClusterFacts, IReadOnlyList<Origin>> originsOf) => new(cluster.Name)
        {
            Sorted = objects,
            Origins = new ObjectOrigins(objects, () => originsOf(cluster)),
        };
}
