namespace Mesh.LoadBalancing;

/// <summary>The arithmetic of <see cref="PriorityLoad"/> into memory of the caller, for hot paths.</summary>
internal static class PriorityLoadCalculator
{
    internal static void Compute(
        ReadOnlySpan<PriorityHosts> hosts, int panicThreshold, int overprovisioningFactor, Span<int> healthy, Span<int> degraded,
        Span<bool> panic)
    {
        if (hosts.IsEmpty)
        {
            return;
        }

        int available = Fill(hosts, default, overprovisioningFactor, healthy, degraded);
        if (available > 0)
        {
            Distribute(available, healthy, degraded);
        }

        panic.Clear();
        if (available == 0 && panicThreshold == 0)
        {
            // Nobody is there; priority 0 gets everything and answers "no healthy upstream".
            healthy[0] = 100;
            return;
        }

        bool total = true;
        for (int i = 0; i < hosts.Length; i++)
        {
            PriorityHosts level = hosts[i];
            double percent = level.Counted <= 0 ? 0 : (100.0 * level.Healthy / level.Counted) + (100.0 * level.Degraded / level.Counted);
            panic[i] = available < 100 && percent < panicThreshold;
            total &= panic[i];
        }

        if (total)
        {
            DistributeByHostCount(hosts, healthy, degraded);
        }
        else if (available == 0)
        {
            // A tiny factor rounds every level down to nothing, though enough hosts are healthy not to panic.
            healthy[0] = 100;
        }
    }

    /// <summary>
    /// The load of a retry that must leave the priorities tried so far (Envoy's <c>previous_priorities</c>).
    /// </summary>
    /// <returns>Whether anything is left; if not, the spans hold nothing of use.</returns>
    internal static bool ComputeWithout(
        ReadOnlySpan<bool> attempted, ReadOnlySpan<PriorityHosts> hosts, int overprovisioningFactor, Span<int> healthy, Span<int> degraded)
    {
        int available = Fill(hosts, attempted, overprovisioningFactor, healthy, degraded);
        if (available == 0)
        {
            return false;
        }

        Distribute(available, healthy, degraded);
        return true;
    }

    private static int Fill(
        ReadOnlySpan<PriorityHosts> hosts, ReadOnlySpan<bool> attempted, int overprovisioningFactor, Span<int> healthy, Span<int> degraded)
    {
        int sum = 0;
        for (int i = 0; i < hosts.Length; i++)
        {
            bool skip = !attempted.IsEmpty && attempted[i];
            healthy[i] = skip ? 0 : hosts[i].HealthyPercent(overprovisioningFactor);
            degraded[i] = skip ? 0 : hosts[i].DegradedPercent(overprovisioningFactor);
            sum += healthy[i] + degraded[i];
        }

        return Math.Min(100, sum);
    }

    private static void Distribute(int available, Span<int> healthy, Span<int> degraded)
    {
        int rest = 100;
        int firstHealthy = Take(available, healthy, ref rest);
        int firstDegraded = Take(available, degraded, ref rest);
        if (firstHealthy >= 0)
        {
            healthy[firstHealthy] += rest;
        }
        else
        {
            degraded[firstDegraded] += rest;
        }
    }

    private static int Take(int available, Span<int> percents, ref int rest)
    {
        int first = -1;
        for (int i = 0; i < percents.Length; i++)
        {
            first = first < 0 && percents[i] > 0 ? i : first;
            percents[i] = Math.Min(rest, percents[i] * 100 / available);
            rest -= percents[i];
        }

        return first;
    }

    private static void DistributeByHostCount(ReadOnlySpan<PriorityHosts> hosts, Span<int> healthy, Span<int> degraded)
    {
        long sum = 0;
        foreach (PriorityHosts level in hosts)
        {
            sum += level.Total;
        }

        degraded.Clear();
        healthy.Clear();
        int first = 0;
        int rest = 100;
        for (int i = hosts.Length - 1; i >= 0 && sum > 0; i--)
        {
            healthy[i] = (int)(100L * hosts[i].Total / sum);
            rest -= healthy[i];
            first = hosts[i].Total > 0 ? i : first;
        }

        healthy[first] += rest;
    }
}
