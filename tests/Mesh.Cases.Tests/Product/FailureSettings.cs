using Mesh.Cases.Tests.Expectations;
using Mesh.Istio.Failures;

namespace Mesh.Cases.Tests.Product;

/// <summary>Gives the failures of a case to Mesh.</summary>
internal static class FailureSettings
{
    /// <exception cref="NotSupportedException">Mesh cannot express the failure yet.</exception>
    public static void Apply(FailureBuilder builder, CaseFailure failure)
    {
        string[] names = failure.Names;
        _ = failure.Kind switch
        {
            "now" => builder,
            "scaled" => builder.ServiceScaledToZero(names[0], names[1]),
            "down" => builder.ServiceDown(names[0], names[1], failure.Pods),
            "gwdown" => builder.GatewayDown(names[0], names[1], failure.Pods),
            "cluster" => builder.ClusterDown(names[0]),
            "region" => builder.RegionDown(names[0]),
            "zone" => builder.ZoneDown(names[0], names[1]),
            "fail503" => builder.PodsFail(names[0], names[1], FailureKind.Answers503, failure.Pods),
            "hang" => builder.PodsFail(names[0], names[1], FailureKind.Hangs, failure.Pods),
            "reset" => builder.PodsFail(names[0], names[1], FailureKind.Reset, failure.Pods),
            "notready" => builder.NotReady(names[0], names[1], failure.Pods),
            "path" => builder.PathDown(names[0], names[1]),
            "endpoint" => builder.EndpointDown(names[0]),
            _ => throw new NotSupportedException($"Mesh has no failure '{failure.Kind}' yet"),
        };
    }
}
