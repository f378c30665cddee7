using System.Text.Json.Nodes;

namespace Mesh.ApiServerDouble.Tests.Replay;

/// <summary>A recorded request with its answer. The id is unique in its file.</summary>
internal sealed record Recording(string File, string Id, string Cluster, JsonObject Request, JsonObject Response)
{
    public string Method => Request["method"]!.GetValue<string>();

    public string Path => Request["path"]!.GetValue<string>();

    /// <summary>Null: without credentials.</summary>
    public string? User => Request["user"] is { } user ? user.GetValue<string>() : File == "applyset.json" ? "admin" : null;

    public int Status => Response["status"]!.GetValue<int>();

    public bool IsOmitted => Response["body"] is JsonValue body && body.ToString() == "(omitted: discovery)";

    public static IReadOnlyList<Recording> Read(string folder, string file)
    {
        JsonObject source = JsonNode.Parse(System.IO.File.ReadAllText(System.IO.Path.Combine(folder, file)))!.AsObject();
        List<Recording> result = [];
        foreach (JsonObject entry in (source["interactions"] ?? source["steps"])!.AsArray().OfType<JsonObject>())
        {
            string id = entry["id"]!.GetValue<string>();
            string cluster = entry["cluster"]?.GetValue<string>() ?? "east";
            if (entry["request"] is JsonObject request && entry["response"] is JsonObject { } response && response["status"] is not null)
            {
                result.Add(new(file, id, cluster, request, response));
            }

            int number = 0;
            foreach (JsonObject one in (entry["requests"] as JsonArray ?? []).OfType<JsonObject>())
            {
                result.Add(new(file, $"{id}#{++number}", cluster, one["request"]!.AsObject(), one["response"]!.AsObject()));
            }
        }

        return result;
    }
}
