using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Rounds;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Apply.Rounds;

/// <summary>
/// What clusters hold after each single write of a change, in the order in which the applier makes them: round by round, one cluster after
/// the other, and in each the objects by place, then what goes in the reverse order.
/// </summary>
internal sealed class MoveWalk
{
    private readonly SortedDictionary<string, Dictionary<ObjectKey, IstioObject>> _clusters = new(StringComparer.Ordinal);
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private MoveWalk(MeshResources before)
    {
        foreach (ClusterResources cluster in before.Clusters)
        {
            _clusters.Add(cluster.Cluster, cluster.Objects.ToDictionary(ObjectKey.Of, Aged));
        }
    }

    /// <summary>The states with the write that led to each, the first one without.</summary>
    public static IEnumerable<(string Write, MeshResources State)> Of(MeshResources before, MeshResources after)
    {
        var walk = new MoveWalk(before);
        yield return ("", walk.State());
        ValueList<ApplyRound> rounds = RoundPlan.Of(after.Clusters.Select(
            cluster => (cluster, walk._clusters[cluster.Cluster].Values.Where(live => !cluster.Objects.Contains(live)).ToValueList())));
        foreach (ApplyRound round in (IEnumerable<ApplyRound>)rounds)
        {
            foreach (ClusterResources cluster in (IEnumerable<ClusterResources>)round.Clusters)
            {
                foreach (string write in walk.Apply(round, cluster))
                {
                    yield return ($"round {round.Number} {cluster.Cluster}: {write}", walk.State());
                }
            }
        }
    }

    private IEnumerable<string> Apply(ApplyRound round, ClusterResources cluster)
    {
        Dictionary<ObjectKey, IstioObject> live = _clusters[cluster.Cluster];
        foreach (IstioObject value in cluster.Objects.OrderBy(value => PlaceOf(round, ObjectKey.Of(value))))
        {
            var key = ObjectKey.Of(value);
            if (!live.TryGetValue(key, out IstioObject? now) || now != value)
            {
                // An object that is written again keeps its age.
                live[key] = now is null ? Aged(value)
                    : value with { Metadata = value.Metadata with { CreationTimestamp = now.Metadata.CreationTimestamp } };
                yield return $"apply {key}";
            }
        }

        HashSet<ObjectKey> desired = [.. cluster.Objects.Select(ObjectKey.Of)];
        foreach (ObjectKey key in round.IsWhole ? live.Keys.Except(desired).OrderDescending().ToArray() : [])
        {
            live.Remove(key);
            yield return $"delete {key}";
        }
    }

    private static int PlaceOf(ApplyRound round, ObjectKey key) =>
        round.BeforeGateways.Contains(key) ? ApplyOrder.BeforeGateways : key.Place;

    private IstioObject Aged(IstioObject value) =>
        value with { Metadata = value.Metadata with { CreationTimestamp = _now = _now.AddSeconds(1) } };

    private MeshResources State() => new()
    {
        Clusters = _clusters.Select(pair => new ClusterResources(pair.Key) { Objects = pair.Value.Values.ToValueList() }).ToValueList(),
    };
}
