using Mesh.Istio.Resources;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>The retry policy that istiod writes for a route (istio <c>core/route/retry</c> ConvertPolicy).</summary>
internal static class RetryPolicies
{
    /// <summary>Without a setting the default holds; zero attempts switch retries off; a field that is not given has its default.</summary>
    public static RetryPolicy? Of(HttpRetry? retries)
    {
        var policy = new RetryPolicy();
        if (retries is null)
        {
            return policy;
        }

        if (retries.Attempts is not > 0)
        {
            return null;
        }

        policy = policy with
        {
            Attempts = retries.Attempts.Value,
            PerTryTimeout = retries.PerTryTimeout is { } limit && limit > TimeSpan.Zero ? limit : null,
            BackoffBase = retries.Backoff is { } wait && wait > TimeSpan.Zero ? wait : policy.BackoffBase,
            AvoidsPreviousHosts = retries.RetryIgnorePreviousHosts ?? true,
            RetriesRemoteLocalities = retries.RetryRemoteLocalities ?? false,
        };
        return retries.RetryOn is { Length: > 0 } conditions ? policy.WithRetryOn(conditions) : policy;
    }
}
