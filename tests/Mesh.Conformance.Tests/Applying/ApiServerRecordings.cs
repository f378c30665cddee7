using System.Text.Json.Nodes;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Applying;

/// <summary>The recorded answers of a real API server, found by what they hold.</summary>
internal static class ApiServerRecordings
{
    private static readonly Lazy<JsonObject[]> All =
        new(() => [.. Truth.Files("apiserver").Select(file => file.ReadObject()).OfType<JsonObject>()]);

    /// <summary>Requests with their answers; skips the test where the folders of MESH_TRUTH have none.</summary>
    internal static IReadOnlyList<JsonObject> Interactions(Func<string, bool> id) =>
        Found([.. Of("interactions").Where(one => id(one["id"]!.GetValue<string>()))]);

    /// <summary>The commands of kubectl with what they sent.</summary>
    internal static IReadOnlyList<JsonObject> Steps() => Found([.. Of("steps")]);

    /// <summary>Parents of sets with their ids.</summary>
    internal static IReadOnlyList<JsonObject> IdVectors() => Found([.. Of("idVectors")]);

    /// <summary>Whether a file holds what is replayed against the double of the API server, or compared here.</summary>
    internal static bool IsCompared(RecordedFile file) =>
        file.ReadObject() is { } root && (root.ContainsKey("steps") || root["interactions"] is JsonArray);

    private static IEnumerable<JsonObject> Of(string list) =>
        All.Value.SelectMany(root => root[list]?.AsArray() ?? []).Select(one => one!.AsObject());

    private static JsonObject[] Found(JsonObject[] found)
    {
        Assert.SkipWhen(found.Length == 0 && !Truth.IsPacked, "The folders of MESH_TRUTH have no such recording.");
        Assert.NotEmpty(found);
        return found;
    }
}
