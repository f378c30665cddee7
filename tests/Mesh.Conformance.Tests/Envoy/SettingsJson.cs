using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>Reads outlier detection and retries of the recordings, which use DestinationRule and HTTPRetry field names.</summary>
internal static class SettingsJson
{
    internal static OutlierPolicy? Outliers(JsonNode? node)
    {
        if (node is null)
        {
            return null;
        }

        OutlierPolicy policy = OutlierPolicy.FromDestinationRule(
            (uint?)node["consecutive5xxErrors"],
            (uint?)node["consecutiveGatewayErrors"],
            Duration(node["interval"]),
            Duration(node["baseEjectionTime"]),
            (int?)node["maxEjectionPercent"] ?? 0,
            (bool?)node["splitExternalLocalOriginErrors"] ?? false,
            (uint?)node["consecutiveLocalOriginFailures"]);
        return policy with
        {
            AlwaysEjectOneHost = (bool?)node["always_eject_one_host"] ?? false,
            MaxEjectionTime = Duration(node["max_ejection_time"]),
            MaxEjectionTimeJitter = Duration(node["max_ejection_time_jitter"]) ?? TimeSpan.Zero,
        };
    }

    /// <summary>No node is Istio's default; 0 attempts is no policy.</summary>
    internal static RetryPolicy? Retry(JsonNode? node)
    {
        if (node is null)
        {
            return new RetryPolicy();
        }

        int attempts = (int?)node["attempts"] ?? 2;
        if (attempts == 0)
        {
            return null;
        }

        var policy = new RetryPolicy
        {
            Attempts = attempts,
            PerTryTimeout = Duration(node["perTryTimeout"]),
            BackoffBase = Duration(node["backoff"]) ?? new RetryPolicy().BackoffBase,
            RetriesRemoteLocalities = (bool?)node["retryRemoteLocalities"] ?? false,
            AvoidsPreviousHosts = (bool?)node["retryIgnorePreviousHosts"] ?? true,
        };
        return (string?)node["retryOn"] is { Length: > 0 } retryOn ? policy.WithRetryOn(retryOn) : policy;
    }

    internal static TimeSpan? Duration(JsonNode? node) =>
        node is null ? null : TimeSpan.FromSeconds(double.Parse(((string)node!).TrimEnd('s'), CultureInfo.InvariantCulture));

    internal static TimeSpan? Milliseconds(JsonNode? node) => node is null ? null : TimeSpan.FromMilliseconds((double)node);

    internal static TimeSpan MergeWindow(JsonNode? node) =>
        node is null ? UpstreamClusterOptions.DefaultUpdateMergeWindow : TimeSpan.FromSeconds((double)node);

    internal static string NameOf(EjectionReason reason) => reason switch
    {
        EjectionReason.Consecutive5xx => "CONSECUTIVE_5XX",
        EjectionReason.ConsecutiveGatewayFailure => "CONSECUTIVE_GATEWAY_FAILURE",
        _ => "CONSECUTIVE_LOCAL_ORIGIN_FAILURE",
    };
}
