using System.Text.Json.Nodes;
using Mesh.LoadBalancing;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>Reads the load assignments of the recordings; the endpoints' names become their addresses.</summary>
internal static class AssignmentJson
{
    internal static ValueList<EndpointGroup> Groups(JsonNode localities) => localities.AsArray().Select(node => Group(node!)).ToValueList();

    internal static EndpointHealth Health(string? name) => name switch
    {
        "HEALTHY" => EndpointHealth.Healthy,
        "UNHEALTHY" => EndpointHealth.Unhealthy,
        "DRAINING" => EndpointHealth.Draining,
        "TIMEOUT" => EndpointHealth.Timeout,
        "DEGRADED" => EndpointHealth.Degraded,
        null or "UNKNOWN" => EndpointHealth.Unknown,
        _ => throw new InvalidDataException($"The recording has an unknown health '{name}'."),
    };

    private static EndpointGroup Group(JsonNode node)
    {
        var locality = new Locality((string)node["region"]!, (string)node["zone"]!, (string)node["subzone"]!);
        return new EndpointGroup(locality, node["endpoints"]!.AsArray().Select(endpoint => Endpoint(endpoint!, locality)).ToValueList())
        {
            Priority = (int)node["priority"]!,
            Weight = (uint?)node["weight"],
        };
    }

    private static LocalityEndpoint Endpoint(JsonNode node, Locality locality) => new((string)node["name"]!, 80)
    {
        LocalityText = locality.ToString(),
        Weight = (uint?)node["weight"] ?? 1,
        Health = Health((string?)node["health"]),
    };
}
