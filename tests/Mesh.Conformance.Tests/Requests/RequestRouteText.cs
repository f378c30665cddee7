using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.ControlPlane;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>Writes the recorded and the computed route of a request as the same text.</summary>
internal static class RequestRouteText
{
    /// <exception cref="UnknownInputException">A request or its answer holds what is not compared.</exception>
    internal static void AssertKnown(JsonArray requests, JsonArray answers)
    {
        foreach (JsonNode? request in requests)
        {
            KnownFields.Only(request, "a request", "proxy", "port", "authority", "method", "path", "scheme", "headers");
        }

        foreach (JsonNode? answer in answers)
        {
            KnownFields.Only(answer, "the answer to a request", "routeConfig", "vhost", "index", "route", "clusters", "redirect",
                "directResponse", "error");
        }
    }

    internal static ProxyCall Read(JsonNode request) => new()
    {
        Port = (int)request["port"]!,
        Host = (string)request["authority"]!,
        Request = new Request
        {
            Method = (string)request["method"]!,
            Path = (string)request["path"]!,
            Scheme = (string)request["scheme"]!,
            Headers = request["headers"]!.AsObject().Select(header => KeyValuePair.Create(header.Key, (string)header.Value!)).ToValueMap(),
        },
    };

    internal static string Of(JsonNode answer) => Text(
        (string?)answer["error"],
        (string?)answer["routeConfig"],
        (string?)answer["vhost"],
        (int?)answer["index"],
        (string?)answer["route"],
        answer["redirect"] is not null ? "redirect"
            : answer["directResponse"] is { } direct ? "answers"
            : Shares((answer["clusters"]?.AsObject() ?? []).Select(share => (share.Key, (int)share.Value!))));

    internal static string Of(CallResult result) => Text(
        result.Error,
        result.RouteConfig,
        result.VirtualHost,
        result.RouteIndex,
        result.Route,
        result.Location is not null ? "redirect"
            : result.Status is not null && result.Error is null ? "answers"
            : Shares(result.Targets.Select(target => (target.Cluster, target.Weight))));

    private static string Text(string? error, string? routeConfig, string? host, int? index, string? route, string to) =>
        FormattableString.Invariant($"error={error} routeConfig={routeConfig} vhost={host} index={index} route={route} to={to}");

    private static string Shares(IEnumerable<(string Name, int Weight)> shares) =>
        string.Join(
            ", ", shares.GroupBy(share => share.Name, StringComparer.Ordinal)
                .Select(same => FormattableString.Invariant($"{same.Key} {same.Sum(share => share.Weight)}"))
                    .Order(StringComparer.Ordinal));
}
