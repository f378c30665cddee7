using Mesh.Diagnostics;

namespace Mesh.LoadBalancing;

/// <summary>What Envoy's zone-aware routing needs to know of the caller: <c>zone_aware_lb_config</c> and the local cluster.</summary>
/// <param name="Client">Where the caller is; empty switches zone-aware routing off.</param>
/// <param name="Callers">The members of the caller's own cluster per locality; fewer than two localities switch it off.</param>
public sealed record ZoneAwareness(Locality Client, ValueList<ZoneCallers> Callers)
{
    /// <summary>Envoy's default of <see cref="MinClusterSize"/>.</summary>
    public const int DefaultMinClusterSize = 6;

    /// <summary>The number of healthy upstream hosts of priority 0 below which zones are ignored. Default: 6. Least: 0.</summary>
    public int MinClusterSize { get; init; } = DefaultMinClusterSize;

    internal void Check()
    {
        OptionRange.Require(MinClusterSize, 0, int.MaxValue);
        int free = int.MaxValue;
        foreach (ZoneCallers callers in Callers)
        {
            OptionRange.Require(callers.Count, 0, free, nameof(Callers));
            free -= callers.Count;
        }
    }

    internal int CallersIn(Locality locality)
    {
        int sum = 0;
        foreach (ZoneCallers callers in Callers)
        {
            sum += callers.Locality == locality ? callers.Count : 0;
        }

        return sum;
    }

    internal int TotalCallers()
    {
        int sum = 0;
        foreach (ZoneCallers callers in Callers)
        {
            sum += callers.Count;
        }

        return sum;
    }

    internal int PopulatedLocalities()
    {
        int count = 0;
        foreach (ZoneCallers callers in Callers)
        {
            count += callers.Count > 0 ? 1 : 0;
        }

        return count;
    }
}
