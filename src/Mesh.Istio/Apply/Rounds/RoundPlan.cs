using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Rounds;

/// <summary>
/// The rounds in which clusters are changed. Where accepted identities change, one cluster must not require what another does not show yet,
/// nor refuse what another still shows: first everything that there is accepts old and new, then the rest is changed, then the old goes.
/// Each
/// round is made in all clusters before the next one. Where nothing of that kind changes there is one round.
/// </summary>
/// <remarks>
/// Made from what exists alone, so a run that was interrupted is resumed in its round: what an earlier one did is there already.
/// </remarks>
internal static class RoundPlan
{
    /// <summary>The rounds.</summary>
    /// <param name="clusters">Of each cluster what it is to have, and what it has of Mesh's as far as that differs.</param>
    public static ValueList<ApplyRound> Of(IEnumerable<(ClusterResources Desired, ValueList<IstioObject> Live)> clusters)
    {
        ClusterMove[] moves = [.. clusters.Select(cluster => new ClusterMove(cluster.Desired, cluster.Live))];
        ValueList<ClusterResources> last = moves.Select(move => move.Last).ToValueList();
        return !moves.Any(move => move.NeedsRounds)
            ? [new ApplyRound(1, "everything", last, IsWhole: true)]
            :
            [
                new ApplyRound(
                    1, "what there is accepts new identities beside the old ones",
                    moves.Select(move => move.First).ToValueList(), IsWhole: false),
                new ApplyRound(
                    2, "everything else, still accepting the old identities", moves.Select(move => move.Second).ToValueList(),
                        IsWhole: true)
                {
                    BeforeGateways = moves.SelectMany(move => move.BeforeGateways).ToHashSet(),
                },
                new ApplyRound(3, "the old identities and routes go", last, IsWhole: true),
            ];
    }
}
