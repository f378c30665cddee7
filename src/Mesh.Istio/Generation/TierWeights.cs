using System.Numerics;

namespace Mesh.Istio.Generation;

/// <summary>
/// The weight of each address of the clusters of one tier, in the clusters' order; empty where each cluster has its share without.
/// </summary>
/// <param name="PerAddress">One weight per cluster, for each of its addresses.</param>
/// <param name="AreRounded">Whether the shares are not exactly those that were asked for, because
/// exact ones are more than Envoy holds.</param>
internal readonly record struct TierWeights(ValueList<uint> PerAddress, bool AreRounded)
{
    /// <summary>Works out the weights of one tier.</summary>
    /// <param name="clusters">What each cluster is given, and how many addresses share that: one at least.</param>
    /// <param name="limit">What the weights of all addresses may add up to.</param>
    public static TierWeights Of(IReadOnlyList<(int? Weight, int Addresses)> clusters, uint limit)
    {
        if (clusters.Count < 2
            || clusters.All(cluster => cluster.Weight is null && cluster.Addresses == clusters[0].Addresses))
        {
            return default;
        }

        // A cluster's weight is shared by its addresses, so a cluster with two addresses does not get twice its share.
        BigInteger scale = clusters.Aggregate(
            BigInteger.One, (all, cluster) => all / BigInteger.GreatestCommonDivisor(all, cluster.Addresses) * cluster.Addresses);
        BigInteger[] exact = [.. clusters.Select(cluster => (cluster.Weight ?? 1) * scale / cluster.Addresses)];
        // Numbers that fit stay as they were given, because people look for them.
        if (Sum(exact, clusters) <= limit)
        {
            return new TierWeights(exact.Select(weight => (uint)weight).ToValueList(), AreRounded: false);
        }

        BigInteger divisor = exact.Aggregate(BigInteger.GreatestCommonDivisor);
        BigInteger[] reduced = [.. exact.Select(weight => weight / divisor)];
        BigInteger sum = Sum(reduced, clusters);
        return sum <= limit
            ? new TierWeights(reduced.Select(weight => (uint)weight).ToValueList(), AreRounded: false)
            : new TierWeights(Round(reduced, sum, limit - clusters.Sum(cluster => cluster.Addresses)), AreRounded: true);
    }

    /// <summary>Rounds down, but never to 0, which Envoy refuses; the room left for that is one for each address.</summary>
    private static ValueList<uint> Round(BigInteger[] weights, BigInteger sum, BigInteger room) =>
        weights.Select(weight => (uint)BigInteger.Max(BigInteger.One, weight * room / sum)).ToValueList();

    private static BigInteger Sum(BigInteger[] weights, IReadOnlyList<(int? Weight, int Addresses)> clusters)
    {
        BigInteger sum = BigInteger.Zero;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * clusters[i].Addresses;
        }

        return sum;
    }
}
