using System.Text.Json.Nodes;
using Mesh.ApiServerDouble;

namespace Mesh.Conformance.Tests.Applying;

/// <summary>
/// Writes requests and objects so that equal texts mean equal content: keys and query parameters sorted, without what differs from server
/// to server.
/// </summary>
internal static class Canonical
{
    private static readonly string[] OfOneServer = ["uid", "resourceVersion", "creationTimestamp"];

    /// <summary>A recorded write: method, path, query, media type and body.</summary>
    public static string Write(RecordedExchange one) =>
        Write(one.Method, one.Path, one.Request["headers"]!["Content-Type"]!.GetValue<string>(), one.Request["body"]!);

    /// <summary>A write that arrived at the double.</summary>
    public static string Write(RequestRecord one) => Write(one.Method, one.Path + one.Query, one.ContentType, JsonNode.Parse(one.Body)!);

    /// <summary>An object as a server holds it.</summary>
    public static string Object(JsonObject value)
    {
        JsonObject copy = value.DeepClone().AsObject();
        JsonObject metadata = copy["metadata"]!.AsObject();
        Array.ForEach(OfOneServer, name => metadata.Remove(name));
        foreach (JsonNode? entry in metadata["managedFields"] as JsonArray ?? [])
        {
            entry!.AsObject().Remove("time");
        }

        return Sorted(copy).ToJsonString();
    }

    private static string Write(string method, string target, string type, JsonNode body)
    {
        string[] parts = target.Split('?');
        string query = string.Join('&', parts.Skip(1).SelectMany(text => text.Split('&')).Order(StringComparer.Ordinal));
        return $"{method} {parts[0]}?{query} {type.Split(';')[0]} {Sorted(body).ToJsonString()}";
    }

    private static JsonNode Sorted(JsonNode value) => value switch
    {
        JsonObject members =>
            new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Sorted(item))]),
        _ => value.DeepClone(),
    };
}
