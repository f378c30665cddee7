using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.ControlPlane;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>Writes recorded and computed routing and TLS as the same text.</summary>
internal static class CallText
{
    /// <exception cref="UnknownInputException">A call or its answer holds what is not compared.</exception>
    internal static void AssertKnown(JsonArray calls, JsonArray answers)
    {
        foreach (JsonNode? call in calls)
        {
            // Protocol and mode are how the question was put to istiod; listener and routes say the same.
            KnownFields.Only(call, "a call", "proxy", "port", "protocol", "tls", "sni", "host", "address", "path", "mode");
            KnownFields.OneOf((string?)call!["tls"], "TLS of a call", null, "mtls", "tls");
        }

        foreach (JsonNode? answer in answers)
        {
            KnownFields.Only(answer, "the answer to a call", "error", "listener", "routeConfig", "vhost", "route", "cluster");
        }
    }

    internal static ProxyCall Read(JsonNode call) => new()
    {
        Port = (int)call["port"]!,
        Host = (string?)call["host"] ?? "",
        Address = (string?)call["address"] ?? "",
        Request = new Request { Path = (string?)call["path"] ?? "/" },
        Sni = (string?)call["sni"] ?? "",
        Tls = (string?)call["tls"] switch
        {
            "mtls" => CallTls.Mutual,
            "tls" => CallTls.Simple,
            _ => CallTls.None,
        },
    };

    // A filter chain for HTTP closes a connection that brings something else.
    internal static CallResult Answer(JsonNode call, CallResult result) =>
        (string?)call["protocol"] == "tcp" && result.RouteConfig is not null
            ? new CallResult { Error = CallResult.ProtocolError, Listener = result.Listener }
            : result;

    internal static string Of(JsonNode result) => Text(
        (string?)result["error"], (string?)result["listener"], (string?)result["routeConfig"], (string?)result["vhost"],
            (string?)result["route"], (string?)result["cluster"]);

    internal static string Of(CallResult result) =>
        Text(result.Error, result.Listener, result.RouteConfig, result.VirtualHost, result.Route, result.Cluster);

    internal static string OfTls(JsonNode tls) => Tls(
        (string?)tls["sni"] ?? "", tls["subjectAltNames"]?.AsArray().Select(name => (string)name!) ?? [], (bool?)tls["perEndpoint"]
            ?? false);

    internal static string OfTls(UpstreamTls tls) => Tls(tls.Sni, tls.SubjectAltNames, tls.PerEndpoint);

    private static string Text(string? error, string? listener, string? routeConfig, string? host, string? route, string? cluster) =>
        $"error={error} listener={listener} routeConfig={routeConfig} vhost={host} route={route} cluster={cluster}";

    private static string Tls(string sni, IEnumerable<string> names, bool perEndpoint) =>
        $"sni={sni} perEndpoint={perEndpoint} names={string.Join(',', names.Order(StringComparer.Ordinal))}";
}
