namespace Mesh.Istio.Simulation.Envoy;

/// <summary>
/// Slow start of hosts that joined (Envoy <c>applySlowStartFactor</c>): their weight grows with their age. One for each running cluster,
/// whose clock it shares.
/// </summary>
/// <param name="duration">How long hosts are new, in ticks.</param>
/// <param name="minimum">The least part of their weight.</param>
/// <param name="aggression">How the part grows: 1 with time, more than 1 faster at first.</param>
internal sealed class Warmup(long duration, double minimum, double aggression)
{
    public long Now { get; set; }

    public bool IsNew(in HostSlot host) => Now - host.AddedAt < duration;

    /// <summary>The part of its weight that a host has now.</summary>
    public double FactorOf(in HostSlot host)
    {
        if (!IsNew(host))
        {
            return 1;
        }

        double age = (double)Math.Max(TimeSpan.TicksPerMillisecond, Now - host.AddedAt) / duration;
        return Math.Max(minimum, aggression == 1 ? age : Math.Pow(age, 1 / aggression));
    }
}
