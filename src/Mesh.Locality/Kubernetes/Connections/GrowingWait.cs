namespace Mesh.Kubernetes.Connections;

/// <summary>The one formula of waits that grow: doubled with each failure in a row, up to a bound.</summary>
internal static class GrowingWait
{
    /// <summary>Beyond this a wait is above any bound; the factor must not overflow.</summary>
    private const int MostDoublings = 20;

    /// <param name="failures">How many failures in a row came before the one that is waited after; 0 for the first.</param>
    /// <param name="first">The first wait.</param>
    /// <param name="most">The longest.</param>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan most)
    {
        // In floating point: a TimeSpan would overflow where the first wait is long.
        double ticks = first.Ticks * (double)(1 << Math.Clamp(failures, 0, MostDoublings));
        return ticks < most.Ticks ? TimeSpan.FromTicks((long)ticks) : most;
    }
}
