using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.Conformance.Tests.Istiod;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.ControlPlane;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>
/// One recorded configuration with who may call what through its proxies: files <c>authorization</c> and <c>guardrails</c>.
/// </summary>
internal sealed partial class AccessCase(JsonObject line, string version)
{
    private static readonly Lazy<AccessCase[]> Recorded =
        new(() => [.. Truth.Files("requests").Where(IsCompared).SelectMany(Read)]);

    private readonly IstiodCase _config = new(line, version);

    internal static IReadOnlyList<AccessCase> All => Recorded.Value;

    internal string Id { get; } = (string)line["id"]!;

    internal JsonObject Line => line;

    /// <summary>Whether the webhook refused the configuration, so that there is nothing to compare.</summary>
    internal bool IsRefused => line["webhook"] is not null;

    internal JsonArray Requests => line["requests"]!.AsArray();

    internal JsonArray Answers => line["answers"]!.AsArray();

    internal static bool IsCompared(RecordedFile file) =>
        !file.IsDocumentation && file.Lines is [{ } first, ..] && JsonNode.Parse(first) is JsonObject head
        && (head.ContainsKey("clients") || head.ContainsKey("clusters"));

    internal ProxyConfig[] Views()
    {
        var mesh = new ControlPlaneView(_config.Snapshot());
        return [.. _config.Proxies().Select(mesh.For)];
    }

    internal PushContext Snapshot() => _config.Snapshot();

    internal RecordedProxy Proxy(int index)
    {
        JsonNode proxy = line["proxies"]![index]!;
        string domain = (string?)line["mesh"]!["trustDomain"] ?? "cluster.local";
        return new RecordedProxy(
            (string)proxy["ip"]!, $"spiffe://{domain}/ns/{(string)proxy["namespace"]!}/sa/{(string)proxy["serviceAccount"]!}");
    }

    internal RecordedClient Client(JsonNode request)
    {
        JsonNode client = line["clients"]![(string)request["client"]!]!;
        return new RecordedClient((string?)client["principal"], (string)client["address"]!);
    }

    /// <exception cref="UnknownInputException">The line holds what no comparison reads.</exception>
    internal void AssertKnown()
    {
        KnownFields.Only(
            line, "the line", "id", "what", "warnings", "webhook", "mesh", "cluster", "kubernetes", "config", "proxies", "clients",
            "clusters", "requests", "answers", "filters");
        foreach (JsonNode? request in line["requests"]?.AsArray() ?? [])
        {
            KnownFields.Only(
                request, "a request", "at", "port", "protocol", "client", "method", "path", "host", "headers", "sni", "jwt", "address");
            KnownFields.OneOf((string?)request!["protocol"], "protocol", "http", "http2", "tcp");
        }

        foreach (JsonNode? answer in line["answers"]?.AsArray() ?? [])
        {
            // What Envoy writes into body and details says the same in other words.
            KnownFields.Only(answer, "an answer", "verdict", "by", "asked", "at", "status", "body", "details", "listener", "cluster");
        }
    }

    private static IEnumerable<AccessCase> Read(RecordedFile file) => file.Lines.Select(
        text => new AccessCase(JsonNode.Parse(text)!.AsObject(), VersionOf(file)));

    internal static string VersionOf(RecordedFile file) =>
        VersionPattern().Match(file.Path).Value is { Length: > 0 } found ? found : "1.31";

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex VersionPattern();
}
