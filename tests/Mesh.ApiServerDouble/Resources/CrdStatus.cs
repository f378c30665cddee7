using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Apply;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Resources;

/// <summary>What the server's own controllers make of a CRD; here at once and within the write.</summary>
internal static class CrdStatus
{
    public const string Resource = "customresourcedefinitions.apiextensions.k8s.io";

    public static void Default(JsonObject content)
    {
        JsonObject spec = content.Ensure("spec");
        JsonObject names = spec.Ensure("names");
        string kind = names.Text("kind") ?? "";
        names["singular"] ??= kind.ToLowerInvariant();
        names["listKind"] ??= kind + "List";
        spec["conversion"] ??= new JsonObject { ["strategy"] = "None" };
    }

    public static void Establish(JsonObject content, string now)
    {
        JsonObject spec = content.Object("spec")!;
        content["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(
                Condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
                Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now)),
            ["acceptedNames"] = spec["names"]?.DeepClone(),
            ["storedVersions"] = new JsonArray([.. (spec["versions"] as JsonArray ?? []).OfType<JsonObject>()
                .Where(
                    version => version["storage"].IsBoolean(out bool storage) && storage).Select(version => version["name"]?.DeepClone())]),
        };
    }

    /// <summary>The entry of the controller in managedFields.</summary>
    public static ManagedEntry Entry(string now)
    {
        FieldSet names = FieldSet.FromJson(BodyReader.ReadObject("""{"f:kind":{},"f:listKind":{},"f:plural":{},"f:singular":{}}"""));
        JsonObject condition = BodyReader.ReadObject(
            """{".":{},"f:lastTransitionTime":{},"f:message":{},"f:reason":{},"f:status":{},"f:type":{}}""");
        JsonObject status = new()
        {
            ["f:acceptedNames"] = names.ToJson(),
            ["f:conditions"] = new JsonObject
            {
                ["k:{\"type\":\"Established\"}"] = condition.DeepClone(),
                ["k:{\"type\":\"NamesAccepted\"}"] = condition.DeepClone(),
            },
        };
        return new(
            "kube-apiserver", ManagedEntry.Update, "apiextensions.k8s.io/v1", "status", now,
            FieldSet.FromJson(new JsonObject { ["f:status"] = status }));
    }

    private static JsonObject Condition(string type, string reason, string message, string now) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastTransitionTime"] = now,
        ["reason"] = reason,
        ["message"] = message,
    };
}
