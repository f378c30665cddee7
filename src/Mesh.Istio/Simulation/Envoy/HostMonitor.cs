namespace Mesh.Istio.Simulation.Envoy;

/// <summary>What outlier detection remembers of one host.</summary>
internal struct HostMonitor
{
    internal uint Consecutive5xx;
    internal uint ConsecutiveGateway;
    internal uint ConsecutiveLocal;

    /// <summary>The factor of the base ejection time; grows with every ejection, shrinks with every quiet interval.</summary>
    internal int Multiplier;

    internal bool Ejected;
    internal long EjectedAt;
    internal long Jitter;
    internal long ReturnedInTick;

    internal void ResetCounters()
    {
        Consecutive5xx = 0;
        ConsecutiveGateway = 0;
        ConsecutiveLocal = 0;
    }
}
