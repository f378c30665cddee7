using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane;

/// <summary>Slow start as istiod sends it, which it does for turns and least requests only.</summary>
/// <param name="Duration">How long a host that joined is new.</param>
/// <param name="MinimumPercent">The least percentage of its weight.</param>
/// <param name="Aggression">How its weight grows.</param>
internal sealed record EnvoyWarmup(TimeSpan Duration, double MinimumPercent, double Aggression)
{
    public static EnvoyWarmup? Of(LoadBalancerSettings? settings, EnvoyLbPolicy policy)
    {
        if (policy is not (EnvoyLbPolicy.RoundRobin or EnvoyLbPolicy.LeastRequest))
        {
            return null;
        }

        TimeSpan duration = settings?.Warmup?.Duration ?? settings?.WarmupDurationSecs ?? TimeSpan.Zero;
        return duration <= TimeSpan.Zero ? null
            : new EnvoyWarmup(duration, settings!.Warmup?.MinimumPercent ?? 10,
                settings.Warmup?.Aggression is > 0 and { } aggression ? aggression : 1);
    }
}
