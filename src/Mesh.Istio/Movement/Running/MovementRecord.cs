using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesh.Istio.Movement.Running;

/// <summary>Where a movement is, as it stands in its ConfigMap.</summary>
/// <param name="Plan">Which plan: <see cref="PlanIdentity"/>.</param>
/// <param name="Title">The movement in words.</param>
/// <param name="State">Moving or going back, or how it ended.</param>
/// <param name="Reached">How many steps that change the mesh were carried out and let through.</param>
internal sealed record MovementRecord(string Plan, string Title, MovementRunState State, int Reached)
{
    /// <summary>The step under way, in words.</summary>
    public string Trying { get; init; } = "";

    /// <summary>Why it goes back.</summary>
    public string Reason { get; init; } = "";

    /// <summary>After how many steps it was as it is to be again.</summary>
    public int Back { get; init; }

    /// <summary>Who wrote it, and which of his writes it is.</summary>
    public string Writer { get; init; } = "";

    public bool IsUnderWay => State is MovementRunState.Moving or MovementRunState.GoingBack;

    /// <summary>The ConfigMap; a version in it makes the write fail if somebody else was faster.</summary>
    public string ToJson(string namespaceName, string name, string version)
    {
        var metadata = new JsonObject { ["name"] = name, ["namespace"] = namespaceName };
        if (version.Length > 0)
        {
            metadata["resourceVersion"] = version;
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = metadata,
            ["data"] = new JsonObject
            {
                ["plan"] = Plan,
                ["title"] = Title,
                ["state"] = State.ToString(),
                ["reached"] = Reached.ToString(CultureInfo.InvariantCulture),
                ["trying"] = Trying,
                ["reason"] = Reason,
                ["back"] = Back.ToString(CultureInfo.InvariantCulture),
                ["writer"] = Writer,
            },
        }.ToJsonString();
    }

    /// <summary>Reads a ConfigMap; the record is null where it holds none, which is what somebody else made of it.</summary>
    /// <exception cref="JsonException">It is no object of an API server.</exception>
    public static (MovementRecord? Record, string Version) Read(ReadOnlyMemory<byte> utf8)
    {
        var content = JsonNode.Parse(utf8.Span) as JsonObject;
        string version = Text(content?["metadata"] as JsonObject, "resourceVersion");
        if (version.Length == 0)
        {
            throw new JsonException("A ConfigMap has a version.");
        }

        var data = content!["data"] as JsonObject;
        return !Enum.TryParse(Text(data, "state"), out MovementRunState state)
            || !int.TryParse(Text(data, "reached"), NumberStyles.None, CultureInfo.InvariantCulture, out int reached)
            || !int.TryParse(Text(data, "back"), NumberStyles.None, CultureInfo.InvariantCulture, out int back)
            ? (null, version)
            : (new MovementRecord(Text(data, "plan"), Text(data, "title"), state, reached)
            {
                Trying = Text(data, "trying"),
                Reason = Text(data, "reason"),
                Back = back,
                Writer = Text(data, "writer"),
            }, version);
    }

    private static string Text(JsonObject? part, string name) =>
        part?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
