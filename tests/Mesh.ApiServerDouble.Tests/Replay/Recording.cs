using System.Text.Json.Nodes;
using Mesh.Recordings;

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

    /// <summary>The exchanges of a file; none where the recordings do not have it.</summary>
    public static IReadOnlyList<Recording> Read(string file)
    {
        if (Truth.Files("apiserver").FirstOrDefault(found => found.Path == file)?.ReadObject() is not { } source)
        {
            return [];
        }

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
