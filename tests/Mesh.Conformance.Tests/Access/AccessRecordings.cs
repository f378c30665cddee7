using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.Istio.Access.Groups;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Access;

/// <summary>Who may change which field, as a real API server answered; found by what files hold.</summary>
internal static class AccessRecordings
{
    private static readonly Lazy<WriteCase[]> Cases = new(() => [
        .. Truth.Files("access").Where(HasCases).SelectMany(file => file.Lines)
            .Select(line => new WriteCase(JsonNode.Parse(line)!.AsObject()))]);

    private static readonly Lazy<JsonObject[]> Documents = new(() => [
        .. Truth.Files("access").Where(HasDocuments).SelectMany(file => YamlReader.ReadAll(file.Text))]);

    /// <summary>The map from which the recorded policies were made; null when no folder has one.</summary>
    internal static readonly Lazy<FieldMap?> Map = new(() => Truth.Files("access").Select(ReadMap).FirstOrDefault(map => map is not null));

    /// <summary>Cases by the set of policies that was there; skips the test where there are none.</summary>
    internal static IReadOnlyList<WriteCase> Of(Func<string, bool> policySet)
    {
        WriteCase[] found = [.. Cases.Value.Where(one => policySet(one.PolicySet))];
        Assert.SkipWhen(found.Length == 0 && !Truth.IsPacked, "The folders of MESH_TRUTH have no such recording.");
        Assert.NotEmpty(found);
        return found;
    }

    /// <summary>Recorded objects of a kind: policies, bindings, roles.</summary>
    internal static IReadOnlyList<JsonObject> Objects(string kind) => [.. Documents.Value.Where(one => one.Text("kind") == kind)];

    /// <summary>Whether the fields policies were there: with those CRDs or others.</summary>
    internal static bool HasFieldPolicies(string policySet) =>
        policySet.StartsWith("fields-1", StringComparison.Ordinal)
        || policySet.StartsWith("crds-with-new-fields", StringComparison.Ordinal);

    /// <summary>Whether a comparison reads a file.</summary>
    internal static bool IsCompared(RecordedFile file) => HasCases(file) || HasDocuments(file) || ReadMap(file) is not null;

    private static bool HasCases(RecordedFile file) => file.Path.EndsWith(".jsonl", StringComparison.Ordinal)
        && file.Lines is [var first, ..] && JsonNode.Parse(first) is JsonObject line && line.ContainsKey("policySet");

    private static bool HasDocuments(RecordedFile file) => file.Path.EndsWith(".yaml", StringComparison.Ordinal);

    private static FieldMap? ReadMap(RecordedFile file) =>
        file.ReadObject() is { } root && root.ContainsKey("metadata") && root["Gateway"] is JsonObject
            ? FieldMapReader.Read(JsonDocument.Parse(file.Text).RootElement) : null;
}
