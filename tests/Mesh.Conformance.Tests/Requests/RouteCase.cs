using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.Conformance.Tests.Istiod;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.ControlPlane;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>One recorded configuration with the routes that istiod made of it, and with what a real Envoy did with requests.</summary>
internal sealed partial class RouteCase(JsonObject line, string version)
{
    private static readonly Lazy<RouteCase[]> Recorded = new(() => [.. Truth.Files("requests").Where(HoldsRoutes).SelectMany(Read)]);

    private readonly IstiodCase _mesh = new(line, version);

    /// <summary>Every line of every file that holds routes.</summary>
    internal static IReadOnlyList<RouteCase> All => Recorded.Value;

    internal string Name => $"{version}/{_mesh.Id}";

    internal JsonArray Requests => line["requests"]!.AsArray();

    /// <summary>None where the webhook refuses the configuration.</summary>
    internal JsonArray Answers => line["answers"]?.AsArray() ?? [];

    internal JsonArray ExpectRoutes => line["expectRoutes"]?.AsArray() ?? [];

    /// <summary>Whether the lines of a file tell routes of requests.</summary>
    internal static bool HoldsRoutes(RecordedFile file) =>
        !file.IsDocumentation && file.Lines.Any(text => text.Contains("\"expectRoutes\"", StringComparison.Ordinal));

    /// <exception cref="UnknownInputException">The line holds what no comparison reads.</exception>
    internal void AssertKnown()
    {
        // Warnings of the webhook are findings, not routes.
        KnownFields.Only(
            line, "the line", "id", "what", "cluster", "mesh", "kubernetes", "config", "proxies", "requests", "answers", "expectRoutes",
                "warnings", "webhook");
        KnownFields.Only(line["mesh"], "the mesh", "defaultVirtualServiceExportTo", "pathNormalization");
        foreach (JsonNode? request in Requests)
        {
            KnownFields.Only(request, "a request", "at", "port", "method", "host", "path", "headers", "tls");
        }

        foreach (JsonNode? answer in Answers)
        {
            KnownFields.Only(
                answer, "an answer", "status", "virtualHost", "route", "path", "authority", "cluster", "clusters", "details", "flags",
                    "mirrored", "body", "location",
                "upstreamHeaders", "removedHeaders");
        }
    }

    internal ProxyConfig[] Views()
    {
        var mesh = new ControlPlaneView(_mesh.Snapshot());
        return [.. _mesh.Proxies().Select(mesh.For)];
    }

    /// <summary>A recorded request as it arrives at its proxy; at a gateway its port is that of the server.</summary>
    internal static ProxyCall Call(JsonNode request, ProxyConfig view)
    {
        int port = (int)request["port"]!;
        string host = (string)request["host"]!;
        Mesh.Istio.ControlPlane.Routing.GatewayServer? server = view.Proxy.Type == ProxyType.Router
            ? view.Gateway.All.FirstOrDefault(one => one.Server.Port.Number == port) : null;
        bool tls = (bool?)request["tls"] ?? server?.Server.Tls is not null;
        return new ProxyCall
        {
            Port = server?.Port ?? port,
            Host = host,
            Tls = tls ? CallTls.Simple : CallTls.None,
            Sni = tls ? host : "",
            Request = new Request
            {
                Method = (string)request["method"]!,
                Path = (string)request["path"]!,
                Headers = request["headers"]!.AsObject().Select(header => KeyValuePair.Create(header.Key, (string)header.Value!))
                    .ToValueMap(),
            },
        };
    }

    private static IEnumerable<RouteCase> Read(RecordedFile file) => file.Lines.Select(text =>
        new RouteCase(JsonNode.Parse(text)!.AsObject(), VersionPattern().Match(file.Path).Value));

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex VersionPattern();
}
