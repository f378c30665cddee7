using Mesh.Diagnostics;

namespace Mesh.LoadBalancing;

/// <summary>Which part of the requests of one zone goes to which zone, so that every zone's upstream hosts get equal load.</summary>
/// <param name="OwnShare">The part that stays in the caller's locality, in ten-thousandths; 10000 means that all of it does.</param>
/// <param name="CumulativeResidual">Running sum of the spare capacity per locality; the rest is
/// spread by it. Empty when nothing is left over.</param>
public sealed record ZoneRouting(int OwnShare, ValueList<int> CumulativeResidual)
{
    /// <summary>The whole of the traffic, in the unit of <see cref="OwnShare"/>.</summary>
    public const int Whole = 10_000;

    /// <summary>
    /// Compares the caller's share of all callers with its locality's share of all upstream hosts: with enough hosts everything stays,
    /// otherwise the rest goes where hosts exceed callers. Restates Envoy's <c>ZoneAwareLoadBalancerBase</c> (measured: 1.40).
    /// </summary>
    /// <param name="callers">Callers per upstream locality, in the order of <paramref name="upstream"/>.</param>
    /// <param name="totalCallers">All callers, also those in localities without upstream hosts.</param>
    /// <param name="upstream">Healthy upstream hosts of priority 0 per locality.</param>
    /// <param name="own">The index of the caller's locality; -1 when no upstream host is there.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or there are not as many callers as localities.</exception>
    public static ZoneRouting Plan(ReadOnlySpan<int> callers, int totalCallers, ReadOnlySpan<int> upstream, int own)
    {
        OptionRange.Require(callers.Length, upstream.Length, upstream.Length, nameof(callers));
        OptionRange.Require(totalCallers, 0, int.MaxValue);
        OptionRange.Require(own, -1, upstream.Length - 1);
        foreach (int there in callers)
        {
            OptionRange.Require(there, 0, totalCallers, nameof(callers));
        }

        long totalUpstream = 0;
        foreach (int hosts in upstream)
        {
            OptionRange.Require(hosts, 0, int.MaxValue, nameof(upstream));
            totalUpstream += hosts;
        }

        var residual = new int[upstream.Length];
        int ownShare = 0;
        int sum = 0;
        for (int i = 0; i < upstream.Length; i++)
        {
            int there = Part(upstream[i], totalUpstream);
            int here = upstream[i] == 0 ? 0 : Part(callers[i], totalCallers);
            if (i != own)
            {
                sum += Math.Max(0, there - here);
            }
            else if (there > 0 && there >= here)
            {
                return new ZoneRouting(Whole, default);
            }
            else if (here > 0)
            {
                ownShare = (int)((long)there * Whole / here);
            }

            residual[i] = sum;
        }

        return new ZoneRouting(ownShare, ValueList.Wrap(residual));
    }

    /// <summary>The share of the traffic that goes to a locality, from 0 to 1.</summary>
    /// <param name="index">The locality's index.</param>
    /// <param name="own">The index of the caller's locality, or -1.</param>
    /// <returns>The share.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such locality.</exception>
    public double ShareOf(int index, int own)
    {
        OptionRange.Require(index, 0, CumulativeResidual.IsEmpty ? int.MaxValue : CumulativeResidual.Count - 1);
        OptionRange.Require(own, -1, CumulativeResidual.IsEmpty ? int.MaxValue : CumulativeResidual.Count - 1);
        double stays = index == own ? (double)OwnShare / Whole : 0;
        if (OwnShare == Whole)
        {
            return stays;
        }

        double leaves = 1 - ((double)OwnShare / Whole);
        int total = CumulativeResidual[^1];
        if (total == 0)
        {
            // Rounding left no spare capacity anywhere: Envoy takes any locality.
            return stays + (leaves / CumulativeResidual.Count);
        }

        int part = CumulativeResidual[index] - (index > 0 ? CumulativeResidual[index - 1] : 0);
        return stays + (leaves * part / total);
    }

    private static int Part(int count, long total) => total == 0 ? 0 : (int)((long)Whole * count / total);
}
