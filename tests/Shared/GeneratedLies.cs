using System.Text;
using System.Text.Json;
using Mesh.ApiServerDouble.Faults;

namespace Mesh.Tests;

/// <summary>
/// Answers that look like an API server's and are wrong, as a function of a seed: other kinds, names and namespaces than were asked for,
/// items of others in lists, fields of any type, owners that nobody is. What is said of the cluster that lies may be anything; nothing of
/// it may reach another.
/// </summary>
internal static class GeneratedLies
{
    private static readonly string[] Names =
        ["a", "", "..", ".", "a/b", "%2e%2e", "a?dryRun=All", "mesh-multicluster", "shop", "A", "\u0000",
            "ü", new('n', 5000), "kubernetes", "*"];

    private static readonly string[] Kinds =
        ["ServiceEntry", "DestinationRule", "VirtualService", "Gateway", "Namespace", "ConfigMap", "Lease", "Secret", "Status", "List",
            "Pod", "Service", "EndpointSlice", "Node", "", "x"];

    private static readonly string[] Fields =
        ["hosts", "host", "endpoints", "ports", "selector", "servers", "exportTo", "gateways", "http", "addresses", "labels", "containers",
            "holderIdentity", "leaseDurationSeconds", "renewTime", "clusterIP", "clusterIPs", "type", "externalName"];

    private static readonly string[] Values =
        ["null", "0", "-1", "1e999", "9223372036854775808", "true", "\"\"", "\"x\"", "[]", "{}", "[null]", "[1]", "[\"x\"]",
            "[{}]", "[[]]", "{\"a\":1}", "{\"a\":\"b\"}", "[{\"address\":1}]", "[{\"name\":\"http\",\"port\":70000}]",
            "\"2147483648\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""];

    private static readonly string[] Events = ["ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR", "X"];

    private static readonly string[] Versions = ["\"v1\"", "\"networking.istio.io/v1\"", "\"1\"", "\"\"", "1", "null"];

    private static readonly string[] Labels =
        ["{}", "[]", "{\"app.kubernetes.io/managed-by\":\"mesh\"}", "{\"applyset.kubernetes.io/part-of\":\"x\"}", "{\"a\":1}"];

    private static readonly string[] Owners =
    [
        "[]", "[null]", "7", "{}", """[{"manager":"mesh","operation":"Apply","fieldsV1":{"f:spec":{"f:host":{}}}}]""",
        """[{"manager":"mesh","operation":"Apply","fieldsV1":7}]""", """[{"manager":7,"operation":"Update","fieldsV1":{}}]""",
        """[{"manager":"mesh","operation":"Apply"}]""",
        """[{"manager":"mesh","operation":"Apply","fieldsV1":{"f:spec":{"k:{":{},"i:x":{}}}}]""",
    ];

    /// <summary>An answer that is none, or one that is a lie.</summary>
    public static Fault NextOrAnswer(Random random) => random.Next(2) == 0 ? GeneratedAnswers.Next(random) : Next(random);

    public static Fault Next(Random random) => new(random.Next(3) == 0 ? FaultKind.ResponseAfter : FaultKind.Response)
    {
        Response = new FaultResponse(random.Next(4) == 0 ? 201 : 200, Encoding.UTF8.GetBytes(random.Next(5) switch
        {
            0 => Object(random),
            1 => $$"""{"type":"{{One(random, Events)}}","object":{{Object(random)}}}""" + "\n",
            _ => List(random),
        }))
        {
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
        },
    };

    private static string List(Random random)
    {
        string more = random.Next(6) == 0 ? ",\"continue\":\"more\"" : "";
        string items = string.Join(',', Enumerable.Range(0, random.Next(6)).Select(_ => Object(random)));
        string kind = Text(One(random, Kinds) + "List");
        return $$"""
            {"apiVersion":"v1","kind":{{kind}},"metadata":{"resourceVersion":{{One(random, Versions)}}{{more}}},"items":[{{items}}]}
            """;
    }

    private static string Object(Random random)
    {
        string spec = random.Next(3) == 0 ? One(random, Values) : Spec(random);
        return $$"""
            {"apiVersion":{{One(random, Versions)}},"kind":{{Text(One(random, Kinds))}},"metadata":{{Metadata(random)}},
            "spec":{{spec}},"status":{{One(random, Values)}},"data":{{One(random, Values)}}}
            """;
    }

    private static string Metadata(Random random)
    {
        string ns = random.Next(4) == 0 ? One(random, Values) : Text(One(random, Names));
        string deleted = random.Next(5) == 0 ? $",\"deletionTimestamp\":{One(random, Values)}" : "";
        return $$"""
            {"name":{{Text(One(random, Names))}},"namespace":{{ns}},"uid":{{One(random, Values)}},"resourceVersion":{{One(random, Values)}},
            "labels":{{One(random, Labels)}},"annotations":{{One(random, Values)}},"managedFields":{{One(random, Owners)}}{{deleted}}}
            """;
    }

    private static string Spec(Random random) =>
        "{" + string.Join(',', Fields.Where(_ => random.Next(3) == 0).Select(field => $"\"{field}\":{One(random, Values)}")) + "}";

    private static string Text(string text) => JsonSerializer.Serialize(text);

    private static string One(Random random, string[] texts) => texts[random.Next(texts.Length)];
}
