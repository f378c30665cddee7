using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Resources;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>The Table form that kubectl prints: name and the columns of the CRD.</summary>
internal static class Tables
{
    private const string NameText =
        "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to "










        + "request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and "
            + "configuration definition. "
        + "Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names";

    public static JsonObject Of(ResourceType type, string version, IEnumerable<JsonObject> items, string revision, DateTimeOffset now)
    {
        IReadOnlyList<PrinterColumn> columns =
            [new("Name", "string", "name", NameText, ".metadata.name", 0), .. type.Version(version)?.Columns ?? []];
        JsonArray definitions = new([.. columns.Select(column => new JsonObject
        {
            ["name"] = column.Name,
            ["type"] = column.Type,
            ["format"] = column.Format,
            ["description"] = column.Description,
            ["priority"] = (long)column.Priority,
        })]);
        JsonArray rows = new([.. items.Select(item => new JsonObject
        {
            ["cells"] = new JsonArray([.. columns.Select(column => Cell(item, column, now))]),
            ["object"] = new JsonObject
            {
                ["kind"] = "PartialObjectMetadata",
                ["apiVersion"] = "meta.k8s.io/v1",
                ["metadata"] = item["metadata"]?.DeepClone(),
            },
        })]);
        return new()
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = new JsonObject { ["resourceVersion"] = revision },
            ["columnDefinitions"] = definitions,
            ["rows"] = rows,
        };
    }

    private static JsonNode? Cell(JsonNode item, PrinterColumn column, DateTimeOffset now)
    {
        JsonNode? at = item;
        foreach (string name in column.JsonPath.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            at = (at as JsonObject)?[name];
        }

        return at switch
        {
            JsonArray => JsonValue.Create(JsonValues.ToText(at)),
            null => null,
            _ when column.Type == "date" =>
                JsonValue.Create(Age(now - DateTimeOffset.Parse(at.AsText() ?? "", CultureInfo.InvariantCulture))),
            _ => at.DeepClone(),
        };
    }

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalSeconds}s"),
        { TotalHours: < 3 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes}m"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays}d"),
    };
}
