using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Rounds;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>Rounds as a plan shows them.</summary>
internal static class PlannedRounds
{
    /// <summary>The rounds; none where there is one only.</summary>
    public static ValueList<PlannedRound> Of(ValueList<ApplyRound> rounds)
    {
        if (rounds.Count < 2)
        {
            return [];
        }

        ValueList<string> clusters = rounds[0].Clusters.Select(cluster => cluster.Cluster).ToValueList();
        ApplyRound last = rounds[^1];
        string[] passing = [.. rounds.Take(rounds.Count - 1).Where(round => round.IsWhole).SelectMany(round => Differing(round, last))
            .Distinct(StringComparer.Ordinal)];
        return rounds.Select(round => new PlannedRound(
            round.Number, round.Purpose,
            (round == last ? passing : round.IsWhole ? Differing(round, last) : Names(round)).ToValueList(),
            round.Number == 1 ? [] : clusters)).ToValueList();
    }

    private static IEnumerable<string> Names(ApplyRound round) =>
        round.Clusters.SelectMany(cluster => cluster.Objects.Select(value => Name(cluster, value)));

    private static IEnumerable<string> Differing(ApplyRound round, ApplyRound last) =>
        round.Clusters.Zip(last.Clusters).SelectMany(pair =>
        {
            HashSet<IstioObject> final = [.. pair.Second.Objects];
            return pair.First.Objects.Where(value => !final.Contains(value)).Select(value => Name(pair.First, value));
        });

    private static string Name(ClusterResources cluster, IstioObject value)
    {
        var key = ObjectKey.Of(value);
        return ApplyText.Name(cluster.Cluster, key.Kind.Kind, key.Namespace, key.Name);
    }
}
