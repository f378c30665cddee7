using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Validation;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>A request that is answered with a Status.</summary>
internal sealed class ApiException(int code, string? reason, string message, JsonObject? details = null) : Exception(message)
{
    public int? RetryAfter { get; init; }

    public JsonObject Metadata { get; init; } = [];

    public bool Close { get; init; }

    public static ApiException NotFound(string qualified, string name) =>
        new(404, "NotFound", $"{qualified} \"{name}\" not found", Details(name, qualified));

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    /// <summary>A fault of the input that the server reports as its own: no reason, no details.</summary>
    public static ApiException Internal(string message) => new(500, null, message);

    public static ApiException Conflict(string qualified, string name, string message) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {qualified} \"{name}\": {message}", Details(name, qualified));

    public static ApiException AlreadyExists(string qualified, string name) =>
        new(409, "AlreadyExists", $"{qualified} \"{name}\" already exists", Details(name, qualified));

    public static ApiException Forbidden(string qualified, string name, string text, Cause? cause = null)
    {
        JsonObject details = Details(name, qualified);
        if (cause is not null)
        {
            details["causes"] = Causes([cause]);
        }

        return new(403, "Forbidden", $"{qualified}{(name.Length > 0 ? $" \"{name}\"" : "")} is forbidden: {text}", details);
    }

    public static ApiException Invalid(string qualifiedKind, string name, IReadOnlyList<Cause> causes)
    {
        JsonObject details = Details(name, qualifiedKind);
        details["causes"] = Causes(causes);
        string[] texts = [.. causes.Select(cause => $"{cause.Field}: {cause.Message}").Distinct()];
        string text = texts.Length == 1 ? texts[0] : "[" + string.Join(", ", texts) + "]";
        return new(422, "Invalid", $"{qualifiedKind} \"{name}\" is invalid: {text}", details);
    }

    public static ApiException InvalidOptions(string kind, Cause cause) => Invalid(kind + ".meta.k8s.io", "", [cause]);

    public static JsonArray Causes(IEnumerable<Cause> causes) => new([.. causes.Select(cause =>
        new JsonObject { ["reason"] = cause.Reason, ["message"] = cause.Message, ["field"] = cause.Field })]);

    public Answer ToAnswer()
    {
        Answer answer = Answer.Json(code, Body());
        if (RetryAfter is { } seconds)
        {
            answer = answer.With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

        return Close ? answer.With("Connection", "close") : answer;
    }

    public JsonObject Body()
    {
        JsonObject status = new()
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = Metadata.DeepClone(),
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (reason is not null)
        {
            status["reason"] = reason;
        }

        if (details is not null)
        {
            status["details"] = details.DeepClone();
        }

        status["code"] = (long)code;
        return status;
    }

    /// <summary>The details for <c>plural.group</c> or <c>Kind.group</c>.</summary>
    public static JsonObject Details(string name, string qualified)
    {
        int dot = qualified.IndexOf('.', StringComparison.Ordinal);
        JsonObject details = [];
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        if (dot > 0)
        {
            details["group"] = qualified[(dot + 1)..];
        }

        details["kind"] = dot > 0 ? qualified[..dot] : qualified;
        return details;
    }
}
