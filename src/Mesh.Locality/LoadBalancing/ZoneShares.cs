namespace Mesh.LoadBalancing;

/// <summary>Zone-aware routing of priority 0: whether it applies, and the part of the traffic that each locality gets.</summary>
internal static class ZoneShares
{
    /// <summary>
    /// The part of each locality, or <see langword="null"/> where Envoy ignores zones: small or single-zone clusters on either side.
    /// </summary>
    /// <param name="zones">What is known of the caller.</param>
    /// <param name="localities">The localities of priority 0 that have hosts.</param>
    /// <param name="healthy">Their healthy hosts.</param>
    internal static double[]? Compute(ZoneAwareness zones, ReadOnlySpan<Locality> localities, ReadOnlySpan<int> healthy)
    {
        int total = 0;
        foreach (int hosts in healthy)
        {
            total += hosts;
        }

        if (zones.Client.IsEmpty || localities.Length < 2 || total < zones.MinClusterSize || zones.PopulatedLocalities() < 2)
        {
            return null;
        }

        var callers = new int[localities.Length];
        for (int i = 0; i < callers.Length; i++)
        {
            callers[i] = zones.CallersIn(localities[i]);
        }

        int own = localities.IndexOf(zones.Client);
        var plan = ZoneRouting.Plan(callers, zones.TotalCallers(), healthy, own);
        var shares = new double[localities.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = plan.ShareOf(i, own);
        }

        return shares;
    }
}
