using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Requests;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.Access.Rights;

namespace Mesh.Conformance.Tests.Access;

/// <summary>A recorded write with the verdict of a real API server.</summary>
internal sealed class WriteCase(JsonObject line)
{
    internal JsonObject Line => line;

    internal string Id => line.Text("id")!;

    internal string PolicySet => line.Text("policySet")!;

    internal string Kind => line.Text("kind")!;

    internal string Verdict => line.Text("verdict")!;

    internal string By => line.Text("by") ?? "";

    internal string How => line.Text("how")!;

    internal string Message => line.Text("message") ?? "";

    /// <summary>How many warnings are of policies.</summary>
    internal int Warnings => line["warnings"]!.AsArray().Count(
        warning => warning!.GetValue<string>().Contains("Validation failed for ValidatingAdmissionPolicy", StringComparison.Ordinal));

    /// <summary>Whether the server makes the name.</summary>
    internal bool IsNamedByServer => line["body"] is JsonObject body && body["metadata"]?["generateName"] is not null;

    internal Requester Requester => new(line.Text("user")!, [.. line["groups"]!.AsArray().Select(group => group!.GetValue<string>())]);

    /// <summary>The values of audit annotations whose key ends so.</summary>
    internal string? Audit(string end) => line["audit"] is JsonObject audit
        ? audit.FirstOrDefault(entry => entry.Key.EndsWith(end, StringComparison.Ordinal)).Value?.GetValue<string>() : null;

    /// <summary>The write as Mesh is asked about it.</summary>
    internal ObjectWrite Write()
    {
        KnownFields.Only(
            line, "a write", "id", "policySet", "user", "groups", "how", "namespace", "kind", "name", "version", "subresource", "query",
            "old", "appliedBy", "body", "status", "verdict", "by", "reason", "message", "warnings", "audit", "changed", "after", "note");
        JsonObject? old = Old();
        JsonObject? @new = New(old);
        return new(Method(How), Kind, line.Text("namespace")!, line.Text("name") ?? "")
        {
            Old = Element(old),
            New = Element(@new),
            Subresource = line.Text("subresource") ?? "",
        };
    }

    /// <summary>What was there, with who applied it.</summary>
    internal JsonObject? Old()
    {
        if (line["old"] is not JsonObject given)
        {
            return null;
        }

        JsonObject old = LargeObjects.Expand(given, null);
        if (line.Text("appliedBy") is { } manager)
        {
            old["metadata"]!["managedFields"] = new JsonArray(new JsonObject { ["manager"] = manager });
        }

        return old;
    }

    /// <summary>What is there afterwards, or would be.</summary>
    internal JsonObject? New(JsonObject? old)
    {
        if (How is "delete" or "deletecollection")
        {
            return null;
        }

        JsonNode body = line["body"]!;
        bool isPatch = How is "merge-patch" or "json-patch" or "apply";
        JsonObject made = How switch
        {
            "merge-patch" or "apply" when old is not null => Patches.Merge(old, (JsonObject)body),
            "json-patch" => Patches.Json(old!, body),
            _ => LargeObjects.Expand((JsonObject)body, old),
        };
        if (isPatch && line["after"] is JsonObject after && line["query"]?["dryRun"] is null)
        {
            made = LargeObjects.Expand(after, old);
        }

        Managers(made, old, body);
        return made;
    }

    // The recorded objects have no managedFields: they stay unless the write cleared them.
    private static void Managers(JsonObject made, JsonObject? old, JsonNode body)
    {
        if (body is JsonObject && body["metadata"]?["managedFields"] is not null)
        {
            made["metadata"]!.AsObject().Remove("managedFields");
        }
        else if (old?["metadata"]?["managedFields"] is { } kept)
        {
            made["metadata"]!["managedFields"] = kept.DeepClone();
        }
    }

    private static WriteMethod Method(string how) => how switch
    {
        "put" => WriteMethod.Update,
        "merge-patch" or "json-patch" => WriteMethod.Patch,
        "apply" => WriteMethod.Apply,
        "create" => WriteMethod.Create,
        "delete" => WriteMethod.Delete,
        "deletecollection" => WriteMethod.DeleteCollection,
        _ => throw new UnknownInputException($"The reader does not know this way to write: {how}."),
    };

    private static JsonElement? Element(JsonObject? value) =>
        value is null ? null : JsonDocument.Parse(value.ToJsonString()).RootElement;
}
