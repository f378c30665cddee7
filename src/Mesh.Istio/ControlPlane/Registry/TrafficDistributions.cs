using Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>
/// Reads a service's traffic distribution: the field, else the annotation (istio <c>pilot/pkg/model/service.go</c> GetTrafficDistribution).
/// </summary>
internal static class TrafficDistributions
{
    private const string Annotation = "networking.istio.io/traffic-distribution";

    public static TrafficDistribution Read(string? field, ValueMap<string> annotations)
    {
        switch (field)
        {
            case "PreferSameZone" or "PreferClose":
                return TrafficDistribution.PreferSameZone;
            case "PreferSameNode":
                return TrafficDistribution.PreferSameNode;
            default:
                break;
        }

        return !annotations.TryGetValue(Annotation, out string? value) ? TrafficDistribution.Any
            : value.ToUpperInvariant() switch
            {
                "PREFERSAMEZONE" or "PREFERCLOSE" => TrafficDistribution.PreferSameZone,
                "PREFERSAMENODE" => TrafficDistribution.PreferSameNode,
                _ => TrafficDistribution.Any,
            };
    }
}
