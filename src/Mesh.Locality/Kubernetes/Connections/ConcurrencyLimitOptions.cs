using Polly;

namespace Mesh.Kubernetes.Connections;

/// <summary>What Polly shows of the limit in its telemetry.</summary>
internal sealed class ConcurrencyLimitOptions : ResilienceStrategyOptions
{
    public ConcurrencyLimitOptions() => Name = "ConcurrencyLimit";
}
