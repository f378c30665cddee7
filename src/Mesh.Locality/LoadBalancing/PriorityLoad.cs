using Mesh.Diagnostics;

namespace Mesh.LoadBalancing;

/// <summary>The percentage of requests that Envoy sends to each priority.</summary>
/// <param name="Healthy">Percent per priority for its healthy hosts, or for all its hosts where it panics.</param>
/// <param name="Degraded">Percent per priority for its degraded hosts.</param>
/// <param name="Panic">The priorities that use all of their hosts because too few are healthy.</param>
public sealed record PriorityLoad(ValueList<int> Healthy, ValueList<int> Degraded, ValueList<bool> Panic)
{
    /// <summary>Envoy's default overprovisioning factor in percent; Istio never sets another.</summary>
    public const int DefaultOverprovisioningFactor = 140;

    /// <summary>Envoy's default panic threshold in percent; Istio writes 0 wherever outlier detection is set.</summary>
    public const int DefaultPanicThreshold = 50;

    internal const int MostOverprovisioning = 1_000_000;

    /// <summary>
    /// A priority takes min(100, factor x healthy / counted) percent, the next one what is left; when all together cannot take 100 percent,
    /// their parts are scaled up. Restates Envoy's <c>recalculatePerPriorityState</c> and <c>recalculateLoadInTotalPanic</c> (measured:
    /// 1.40).
    /// </summary>
    /// <param name="hosts">Hosts per priority, from priority 0 up.</param>
    /// <param name="panicThreshold">Percent of healthy hosts below which a priority panics; 0: never. From 0 to 100.</param>
    /// <param name="overprovisioningFactor">The overprovisioning factor in percent, from 1 to 1,000,000.</param>
    /// <returns>The load; it sums to 100 unless there is no priority at all.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static PriorityLoad Compute(
        ReadOnlySpan<PriorityHosts> hosts,
        int panicThreshold = DefaultPanicThreshold,
        int overprovisioningFactor = DefaultOverprovisioningFactor)
    {
        Check(panicThreshold, overprovisioningFactor);
        foreach (PriorityHosts priority in hosts)
        {
            priority.Check();
        }

        var healthy = new int[hosts.Length];
        var degraded = new int[hosts.Length];
        var panic = new bool[hosts.Length];
        PriorityLoadCalculator.Compute(hosts, panicThreshold, overprovisioningFactor, healthy, degraded, panic);
        return new PriorityLoad(ValueList.Wrap(healthy), ValueList.Wrap(degraded), ValueList.Wrap(panic));
    }

    internal static void Check(
        int panicThreshold,
        int overprovisioningFactor,
        string thresholdName = "panicThreshold",
        string factorName = "overprovisioningFactor")
    {
        OptionRange.Require(panicThreshold, 0, 100, thresholdName);
        OptionRange.Require(overprovisioningFactor, 1, MostOverprovisioning, factorName);
    }
}
