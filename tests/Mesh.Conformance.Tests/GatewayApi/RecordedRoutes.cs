using System.Text.Json.Nodes;

namespace Mesh.Conformance.Tests.GatewayApi;

/// <summary>Brings Envoy's JSON of routes into the form of the other recordings.</summary>
internal static class RecordedRoutes
{
    /// <summary>The virtual hosts of each route configuration.</summary>
    internal static JsonObject Of(JsonNode recorded) => new(recorded.AsObject().Select(entry => KeyValuePair.Create(
        entry.Key, (JsonNode?)new JsonArray([.. entry.Value!["virtualHosts"]!.AsArray().Select(host => new JsonObject
        {
            ["name"] = host!["name"]!.DeepClone(),
            ["domains"] = host["domains"]!.DeepClone(),
            ["routes"] = new JsonArray([.. (host["routes"]?.AsArray() ?? []).Select(route => RouteOf(route!))]),
        })]))));

    // Envoy compares names of headers in small letters, however they are written.
    private static JsonNode Lower(JsonNode match)
    {
        foreach (JsonNode? header in match["headers"]?.AsArray() ?? [])
        {
            header!["name"] = ((string)header["name"]!).ToLowerInvariant();
        }

        return match;
    }

    private static JsonObject RouteOf(JsonNode route)
    {
        JsonNode? action = route["route"];
        var so = new JsonObject
        {
            ["name"] = route["name"]?.DeepClone(),
            ["match"] = Lower(route["match"]!.DeepClone()),
            ["redirect"] = route["redirect"]?.DeepClone(),
            ["direct_response"] = route["directResponse"]?.DeepClone(),
            ["cluster"] = action?["cluster"]?.DeepClone(),
            ["weighted"] = action?["weightedClusters"]?["clusters"]?.DeepClone(),
            ["timeout"] = action?["timeout"]?.DeepClone(),
        };
        if (action?["requestMirrorPolicies"] is JsonArray mirrors)
        {
            so["mirrors"] = new JsonArray([.. mirrors.Select(mirror => new JsonObject
            {
                ["cluster"] = mirror!["cluster"]!.DeepClone(),
                ["fraction"] = mirror["runtimeFraction"]?["defaultValue"]?.DeepClone() ?? new JsonObject { ["numerator"] = 100 },
            })]);
        }

        return so;
    }
}
