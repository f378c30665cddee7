using Mesh.Diagnostics;

namespace Mesh.LoadBalancing;

/// <summary>How locality weights shrink with the health of their hosts.</summary>
public static class LocalityWeights
{
    /// <summary>
    /// weight x min(1, factor x eligible / counted): a locality keeps its weight until about 71 percent of its hosts are left.
    /// </summary>
    /// <param name="weight">The locality's weight; none or 0 means that it is never chosen.</param>
    /// <param name="total">All hosts of the locality in the priority.</param>
    /// <param name="eligible">Its healthy hosts, or its degraded ones where those are looked for.</param>
    /// <param name="excluded">Its draining hosts.</param>
    /// <param name="overprovisioningFactor">The overprovisioning factor in percent, from 1 to 1,000,000.</param>
    /// <returns>The weight that localities of one priority are chosen by (Envoy <c>locality_wrr.cc</c>).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range: there are not more of a kind than all.</exception>
    public static double Effective(
        uint? weight, int total, int eligible, int excluded = 0, int overprovisioningFactor = PriorityLoad.DefaultOverprovisioningFactor)
    {
        OptionRange.Require(total, 0, int.MaxValue);
        OptionRange.Require(eligible, 0, total);
        OptionRange.Require(excluded, 0, total);
        OptionRange.Require(overprovisioningFactor, 1, PriorityLoad.MostOverprovisioning);
        return Unchecked(weight, total, eligible, excluded, overprovisioningFactor);
    }

    internal static double Unchecked(uint? weight, int total, int eligible, int excluded, int overprovisioningFactor)
    {
        int counted = total - excluded;
        return counted <= 0 || eligible <= 0 ? 0 : (weight ?? 0) * Math.Min(1, overprovisioningFactor / 100.0 * eligible / counted);
    }
}
