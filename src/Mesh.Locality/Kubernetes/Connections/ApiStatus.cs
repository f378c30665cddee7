using System.Text.Json;

namespace Mesh.Kubernetes.Connections;

/// <summary>The Status that an API server answers with when it refuses, or sends as the object of an ERROR event.</summary>
internal sealed record ApiStatus
{
    public int Code { get; init; }

    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    public string Continue { get; init; } = "";

    public string DetailsKind { get; init; } = "";

    public string DetailsName { get; init; } = "";

    public ValueList<StatusCause> Causes { get; init; }

    public int? RetryAfterSeconds { get; init; }

    /// <summary>Reads a body; <see langword="null"/> when it is not a Status.</summary>
    public static ApiStatus? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return Parse(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads a Status; <see langword="null"/> when it is something else.</summary>
    public static ApiStatus? Parse(JsonElement root)
    {
        if (Text(root, "kind") != "Status")
        {
            return null;
        }

        JsonElement details = Object(root, "details");
        return new ApiStatus
        {
            Code = Number(root, "code") ?? 0,
            Reason = Text(root, "reason"),
            Message = Text(root, "message"),
            Continue = Text(Object(root, "metadata"), "continue"),
            DetailsKind = Text(details, "kind"),
            DetailsName = Text(details, "name"),
            Causes = ReadCauses(details),
            RetryAfterSeconds = Number(details, "retryAfterSeconds"),
        };
    }

    private static ValueList<StatusCause> ReadCauses(JsonElement details)
    {
        if (details.ValueKind != JsonValueKind.Object || !details.TryGetProperty("causes", out JsonElement causes)
            || causes.ValueKind != JsonValueKind.Array)
        {
            return default;
        }

        return causes.EnumerateArray().Select(cause => new StatusCause(Text(cause, "reason"), Text(cause, "field"), Text(cause, "message")))
            .ToValueList();
    }

    private static JsonElement Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Object ? value : default;

    private static string Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? ""
            : "";

    private static int? Number(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out int number)
            ? number
            : null;
}
