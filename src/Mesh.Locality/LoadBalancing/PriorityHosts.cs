using Mesh.Diagnostics;

namespace Mesh.LoadBalancing;

/// <summary>How many hosts of one priority are in which state.</summary>
/// <param name="Total">All hosts of the priority.</param>
/// <param name="Healthy">Hosts that are healthy and not ejected.</param>
/// <param name="Degraded">Degraded hosts.</param>
/// <param name="Excluded">Hosts that no percentage counts: draining ones.</param>
public readonly record struct PriorityHosts(int Total, int Healthy, int Degraded = 0, int Excluded = 0)
{
    /// <summary>The hosts that percentages are taken of.</summary>
    internal int Counted => Total - Excluded;

    internal int HealthyPercent(int overprovisioningFactor) => Availability(Healthy, overprovisioningFactor);

    internal int DegradedPercent(int overprovisioningFactor) => Availability(Degraded, overprovisioningFactor);

    internal void Check()
    {
        OptionRange.Require(Total, 0, int.MaxValue);
        OptionRange.Require(Healthy, 0, Total);
        OptionRange.Require(Degraded, 0, Total);
        OptionRange.Require(Excluded, 0, Total);
    }

    private int Availability(int hosts, int overprovisioningFactor) =>
        Counted <= 0 ? 0 : (int)Math.Min(100, (long)overprovisioningFactor * hosts / Counted);
}
