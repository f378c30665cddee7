using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.Conformance.Tests.Known;

namespace Mesh.Conformance.Tests.Access;

/// <summary>Objects of a hundred and more elements, of which the recordings say the size and what differs.</summary>
internal static class LargeObjects
{
    /// <summary>The object itself, or the one that it describes; a change without size is one of what was there.</summary>
    internal static JsonObject Expand(JsonObject given, JsonObject? old)
    {
        if (given["generated"] is not JsonObject described)
        {
            return (JsonObject)given.DeepClone();
        }

        KnownFields.Only(described, "a large object", "kind", "n", "subsets", "portLevelSettings", "change");
        JsonObject made = described.Text("kind") switch
        {
            "Gateway" => Gateway(Size(described, "n")),
            "VirtualService" => VirtualService(Size(described, "n")),
            "ServiceEntry" => ServiceEntry(Size(described, "n")),
            "DestinationRule" => DestinationRule(Size(described, "subsets"), Size(described, "portLevelSettings")),
            null => (JsonObject)old!.DeepClone(),
            { } kind => throw new UnknownInputException($"The reader does not know large objects of this kind: {kind}."),
        };
        Change(made, described.Text("change") ?? "");
        return made;
    }

    private static int Size(JsonObject described, string name) => described[name]!.GetValue<int>();

    private static void Change(JsonObject made, string change)
    {
        JsonObject spec = made["spec"]!.AsObject();
        if (change.IndexOf(": spec.", StringComparison.Ordinal) is > 0 and var colon)
        {
            JsonArray list = spec[change[(colon + 7)..].Split('[')[0]]!.AsArray();
            string[] path = change.Split("[].")[1].Split('.');
            foreach (JsonNode? element in change.StartsWith("every ", StringComparison.Ordinal) ? list : list.TakeLast(1))
            {
                JsonNode owner = path.SkipLast(1).Aggregate(element!, (node, name) => node[name]!);
                owner[path[^1]] = path[^1] == "timeout" ? "77s" : "changed";
            }

            return;
        }

        switch (change)
        {
            case "":
                break;
            case "first timeout":
                spec["http"]![0]!["timeout"] = "77s";
                break;
            case "hosts":
                spec["hosts"] = new JsonArray("other.example.com");
                break;
            case "every timeout, match and name":
                foreach (JsonNode? route in spec["http"]!.AsArray())
                {
                    (route!["timeout"], route["name"]) = ("77s", "renamed");
                    route["match"]![0]!["uri"]!["prefix"] = "/changed";
                }

                break;
            case "last tls.mode SIMPLE":
                spec["subsets"]!.AsArray()[^1]!["trafficPolicy"]!["portLevelSettings"]!.AsArray()[^1]!["tls"]!["mode"] = "SIMPLE";
                break;
            default:
                throw new UnknownInputException($"The reader does not know this change: {change}.");
        }
    }

    private static JsonObject Gateway(int n) => Object("networking.istio.io/v1", "Gateway", "ingress-a", $$$"""
        {"selector": {"istio": "ingress-bookinfo"}, "servers": [{{{Many(n, i => $$$"""
        {"name": "s{{{i}}}", "hosts": ["bookinfo/h{{{i}}}.bookinfo.example.com"],
         "port": {"number": 443, "name": "https-{{{i}}}", "protocol": "HTTPS"}, "tls": {"mode": "SIMPLE", "credentialName": "c{{{i}}}"} }
        """)}}}]}
        """);

    private static JsonObject VirtualService(int n) => Object("networking.istio.io/v1", "VirtualService", "vs", $$$"""
        {"hosts": ["details.bookinfo.example.com"], "gateways": ["bookinfo/ingress-a"], "exportTo": ["."], "http": [{{{Many(n, i => $$$"""
        {"name": "r{{{i}}}", "match": [{"uri": {"prefix": "/p{{{i}}}"}}], "route": [{"destination": {"host": "details"}}], "timeout": "5s",
         "retries": {"attempts": 2}}
        """)}}}]}
        """);

    private static JsonObject ServiceEntry(int n) => Object("networking.istio.io/v1", "ServiceEntry", "se", $$$"""
        {"hosts": ["details.bookinfo.example.com"], "addresses": ["240.0.0.7"], "exportTo": ["."], "location": "MESH_INTERNAL",
         "resolution": "STATIC", "ports": [{"number": 80, "name": "http", "protocol": "HTTP"}],
         "subjectAltNames": ["spiffe://a/ns/x/sa/y"],
         "endpoints": [{{{Many(n, i => $$$"""{"address": "10.0.{{{i / 250}}}.{{{i % 250}}}"}""")}}}]}
        """);

    private static JsonObject DestinationRule(int subsets, int ports)
    {
        string settings = Many(ports, i => $$$"""
            {"port": {"number": {{{8000 + i}}}}, "tls": {"mode": "ISTIO_MUTUAL"},
             "connectionPool": {"tcp": {"maxConnections": 1}}, "outlierDetection": {"consecutive5xxErrors": 5}}
            """);
        return Object("networking.istio.io/v1", "DestinationRule", "dr", $$$"""
            {"host": "details.bookinfo.svc.cluster.local", "exportTo": ["."],
             "trafficPolicy": {"tls": {"mode": "ISTIO_MUTUAL"}, "connectionPool": {"tcp": {"maxConnections": 1} },
              "outlierDetection": {"consecutive5xxErrors": 5}, "loadBalancer": {"simple": "RANDOM"}, "portLevelSettings": [{{{settings}}}]},
             "subsets": [{{{Many(subsets, i => $$$"""
            {"name": "s{{{i}}}", "labels": {"version": "v{{{i}}}"},
             "trafficPolicy": {"tls": {"mode": "ISTIO_MUTUAL"}, "portLevelSettings": [{{{settings}}}]}}
            """)}}}]}
            """);
    }

    private static string Many(int n, Func<int, string> one) => string.Join(",", Enumerable.Range(0, n).Select(one));

    private static JsonObject Object(string apiVersion, string kind, string name, string spec) => new()
    {
        ["apiVersion"] = apiVersion,
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "bookinfo" },
        ["spec"] = JsonNode.Parse(spec),
    };
}
