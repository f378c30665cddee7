using System.Globalization;
using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>
/// Whether outlier detection takes an endpoint out that fails always. Restates Envoy's <c>outlier_detection_impl.cc</c> with Istio's
/// settings.
/// </summary>
internal static class EjectionRules
{
    /// <summary>Why endpoints that fail in this way are never ejected; <see langword="null"/> when they are.</summary>
    public static string? WhyNever(EnvoyOutlierDetection? detection, FaultKind kind, bool http)
    {
        if (detection is null)
        {
            return "no outlierDetection is set";
        }

        if (kind == FaultKind.Answers404)
        {
            return "outlierDetection does not count 404";
        }

        if (kind == FaultKind.Denied)
        {
            return "outlierDetection does not count what a policy denies";
        }

        if (kind == FaultKind.NeverAnswers)
        {
            return "connections succeed and nothing is answered, which only a timeout ends";
        }

        // Without HTTP a proxy sees only whether it can connect.
        if (kind == FaultKind.Answers503 && !http)
        {
            return "the client's proxy sees TCP and no status codes";
        }

        if (kind == FaultKind.Unreachable && detection.SplitExternalLocalOriginErrors)
        {
            return (detection.EnforcingConsecutiveLocalOriginFailure ?? 100) > 0 ? null
                : "outlierDetection.consecutiveLocalOriginFailures is 0";
        }

        return (detection.EnforcingConsecutive5xx ?? 100) > 0 || (detection.EnforcingConsecutiveGatewayFailure ?? 0) > 0
            ? null
            : "outlierDetection.consecutive5xxErrors and consecutiveGatewayErrors are 0";
    }

    /// <summary>The limit in words.</summary>
    public static string Limit(EnvoyOutlierDetection detection, int hosts) => string.Create(
        CultureInfo.InvariantCulture,
        $"outlierDetection.maxEjectionPercent is {detection.MaxEjectionPercentOrDefault} of {hosts} endpoints");
}
