using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Apply;

/// <summary>One entry of <c>metadata.managedFields</c>.</summary>
internal sealed record ManagedEntry(string Manager, string Operation, string ApiVersion, string Subresource, string? Time, FieldSet Fields)
{
    public const string Apply = "Apply";
    public const string Update = "Update";

    /// <summary>The same manager doing the same; an applier keeps its entry when it changes the version.</summary>
    public bool IsOf(ManagedEntry other) => Manager == other.Manager && Operation == other.Operation && Subresource == other.Subresource
        && (Operation == Apply || ApiVersion == other.ApiVersion);

    /// <summary>As a conflict names it.</summary>
    public string Display => Operation == Apply
        ? $"\"{Manager}\""
        : Subresource.Length > 0 ? $"\"{Manager}\" with subresource \"{Subresource}\" using "
            + $"{ApiVersion}" : $"\"{Manager}\" using {ApiVersion}";

    public static List<ManagedEntry> ReadAll(JsonObject content)
    {
        List<ManagedEntry> result = [];
        foreach (JsonObject entry in (content.Object("metadata")?["managedFields"] as JsonArray ?? []).OfType<JsonObject>())
        {
            result.Add(new(entry.Text("manager") ?? "", entry.Text("operation") ?? Update, entry.Text("apiVersion") ?? "",
                entry.Text("subresource") ?? "", entry.Text("time"), FieldSet.FromJson(entry.Object("fieldsV1"))));
        }

        return result;
    }

    /// <summary>Writes the entries in the server's order: operation, time, manager, version, subresource.</summary>
    public static void WriteAll(JsonObject content, IEnumerable<ManagedEntry> entries)
    {
        JsonArray list = [];
        foreach (ManagedEntry entry in entries.Where(entry => !entry.Fields.IsEmpty)
            .OrderBy(entry => entry.Operation, StringComparer.Ordinal)
            .ThenBy(entry => entry.Time ?? "", StringComparer.Ordinal)
            .ThenBy(entry => entry.Manager, StringComparer.Ordinal)
            .ThenBy(entry => entry.ApiVersion, StringComparer.Ordinal)
            .ThenBy(entry => entry.Subresource, StringComparer.Ordinal))
        {
            JsonObject json = new()
            {
                ["apiVersion"] = entry.ApiVersion,
                ["fieldsType"] = "FieldsV1",
                ["fieldsV1"] = entry.Fields.ToJson(),
                ["manager"] = entry.Manager,
                ["operation"] = entry.Operation,
            };
            if (entry.Subresource.Length > 0)
            {
                json["subresource"] = entry.Subresource;
            }

            if (entry.Time is not null)
            {
                json["time"] = entry.Time;
            }

            list.Add((JsonNode)json);
        }

        JsonObject metadata = content.Ensure("metadata");
        if (list.Count > 0)
        {
            metadata["managedFields"] = list;
        }
        else
        {
            metadata.Remove("managedFields");
        }
    }

    public static bool SameIgnoringTimes(IReadOnlyList<ManagedEntry> left, IReadOnlyList<ManagedEntry> right) =>
        left.Count == right.Count && left.All(entry => right.Any(other =>
            entry.IsOf(other) && entry.ApiVersion == other.ApiVersion && entry.Fields.SameAs(other.Fields)));
}
