using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Istiod;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.ControlPlane;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>One recorded configuration with what clients send to every endpoint and whether it works: files <c>tls</c>.</summary>
internal sealed class TlsCase(JsonObject line, string version)
{
    private static readonly Lazy<TlsCase[]> Recorded = new(() => [.. Truth.Files("requests").Where(IsCompared).SelectMany(Read)]);

    private readonly IstiodCase _config = new(line, version);

    internal static IReadOnlyList<TlsCase> All => Recorded.Value;

    internal string Id { get; } = (string)line["id"]!;

    internal bool IsRefused => line["webhook"] is not null;

    internal JsonArray Calls => line["calls"]!.AsArray();

    internal JsonArray Answers => line["answers"]!.AsArray();

    internal static bool IsCompared(RecordedFile file) =>
        !file.IsDocumentation && file.Lines is [{ } first, ..] && JsonNode.Parse(first) is JsonObject head
        && head.ContainsKey("clientTrustDomain");

    internal ProxyConfig[] Views()
    {
        var mesh = new ControlPlaneView(_config.Snapshot());
        return [.. _config.Proxies().Select(mesh.For)];
    }

    internal string AddressOf(int proxy) => (string)line["proxies"]![proxy]!["ip"]!;

    /// <summary>The identity in a proxy's certificate; clients may be of another trust domain.</summary>
    internal string IdentityOf(int proxy, bool isClient)
    {
        JsonNode found = line["proxies"]![proxy]!;
        string domain = isClient ? (string)line["clientTrustDomain"]! : (string?)line["mesh"]!["trustDomain"] ?? "cluster.local";
        return $"spiffe://{domain}/ns/{(string)found["namespace"]!}/sa/{(string)found["serviceAccount"]!}";
    }

    /// <exception cref="UnknownInputException">The line holds what no comparison reads.</exception>
    internal void AssertKnown()
    {
        KnownFields.Only(
            line, "the line", "id", "what", "warnings", "webhook", "mesh", "cluster", "kubernetes", "config", "proxies",
            "clientTrustDomain", "calls", "answers", "serverChains");
        foreach (JsonNode? call in Calls)
        {
            KnownFields.Only(call, "a call", "client", "host", "port", "protocol", "to");
            KnownFields.OneOf((string?)call!["protocol"], "protocol", "http", "tcp");
        }

        foreach (JsonNode? answer in Answers)
        {
            KnownFields.Only(answer, "an answer", "endpoints", "works", "status");
            foreach (JsonNode? endpoint in answer!["endpoints"]?.AsArray() ?? [])
            {
                // Flags and reasons are Envoy's words for what the rest says.
                KnownFields.Only(
                    endpoint, "an endpoint", "address", "tlsMode", "sends", "alpn", "sni", "certificate", "trusts", "accepts", "works",
                    "status", "arrives", "flags", "why");
            }
        }
    }

    private static IEnumerable<TlsCase> Read(RecordedFile file) => file.Lines.Select(
        text => new TlsCase(JsonNode.Parse(text)!.AsObject(), AccessCase.VersionOf(file)));
}
