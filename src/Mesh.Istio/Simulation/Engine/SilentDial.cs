namespace Mesh.Istio.Simulation.Engine;

/// <summary>An attempt to connect that nothing comes back for yet.</summary>
/// <param name="Cluster">The cluster, whose proxy connects.</param>
/// <param name="Host">The host's handle.</param>
/// <param name="IsShared">Whether requests will share the connection.</param>
/// <param name="Call">The request for which it connects.</param>
/// <param name="Reached">Whether TCP stands and only TLS is missing.</param>
/// <param name="StartedAt">When it began, in ticks.</param>
/// <param name="EndsAt">When it is given up, in ticks.</param>
internal sealed record SilentDial(
    ClusterRuntime Cluster, int Host, bool IsShared, SimCall Call, bool Reached, long StartedAt, long EndsAt)
{
    // SYNs are sent again after 1, 3, 7 ... seconds.
    private const long FirstSyn = TimeSpan.TicksPerSecond;

    /// <summary>Whether it has ended, one way or another.</summary>
    public bool IsOver { get; set; }

    /// <summary>
    /// When it gets through, once the way is free: what was accepted goes on at once, what was dropped must be sent again.
    /// </summary>
    public long NextChance(long now)
    {
        long wait = FirstSyn;
        long at = StartedAt + wait;
        while (!Reached && at < now)
        {
            wait *= 2;
            at += wait;
        }

        return Reached ? now : at;
    }
}
