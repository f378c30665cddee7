using System.Text.Json.Nodes;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>The recorded cases of a real Envoy, told apart by what they hold.</summary>
internal static class EnvoyRecordings
{
    // What the cases of a comparison have and those before it in this list do not.
    private static readonly (string Comparison, string Field)[] Marks =
    [
        ("backoff", "baseInterval"),
        ("failback", "cycles"),
        ("failover", "timeline"),
        ("removal", "steps"),
        ("zones", "noHealthyUpstream"),
        ("shares", "model"),
    ];

    private static readonly Lazy<JsonObject[]> All = new(() => [.. Truth.Files("envoy").SelectMany(CasesOf)]);

    internal static IEnumerable<JsonNode> Cases(string comparison) => All.Value.Where(one => ComparisonOf(one) == comparison);

    internal static string NameOf(JsonNode one) => one["name"] is { } name
        ? $"{name}{(one["group"] is { } group ? $" ({group})" : "")}"
        : $"base {one["baseInterval"]} retry {one["retry"]}";

    /// <summary>Whether every case of a file is in one of the comparisons.</summary>
    internal static bool AreCompared(RecordedFile file) =>
        CasesOf(file) is { Length: > 0 } cases && cases.All(one => ComparisonOf(one) is not null);

    private static string? ComparisonOf(JsonObject one) => Marks.FirstOrDefault(mark => one.ContainsKey(mark.Field)).Comparison;

    private static JsonObject[] CasesOf(RecordedFile file) =>
        file.ReadObject() is { } root && (root["cases"] ?? root["rows"]) is JsonArray cases
            ? [.. cases.Select(one => one!.AsObject())]
            : [];
}
