using System.Globalization;
using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>What a proxy answers by itself because a route says so: direct responses and faults.</summary>
internal static class OwnAnswer
{
    /// <summary>The part of the requests that a fault answers, from 0 to 100.</summary>
    public static double AbortedPercent(CallResult routed) => Math.Clamp(routed.Fault?.AbortPercent ?? 0, 0, 100);

    /// <summary>What is lost at the proxy itself. A redirect, and a response below 400, is an answer.</summary>
    public static IEnumerable<ForecastLoss> Losses(CallResult routed)
    {
        if (AbortedPercent(routed) is > 0 and { } aborted)
        {
            yield return new ForecastLoss(ForecastLossKind.AnsweredByRoute, aborted, $"a fault of the route answers {Error(routed)}");
        }
        else if (routed is { Targets.IsEmpty: true, Status: >= 400 and { } status })
        {
            yield return new ForecastLoss(
                ForecastLossKind.AnsweredByRoute, 100, string.Create(CultureInfo.InvariantCulture, $"the route answers {status} directly"));
        }
    }

    private static string Error(CallResult routed) => routed.Fault!.GrpcStatus is { Length: > 0 } grpc ? $"gRPC status {grpc}"
        : routed.Fault.Status.ToString(CultureInfo.InvariantCulture);
}
