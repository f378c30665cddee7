using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Apply;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>
/// JSON patch, merge patch and strategic merge patch (lists with keys merge; directives such as <c>$patch</c> are not known).
/// </summary>
internal static class Patches
{
    public static JsonNode? Read(byte[] body)
    {
        try
        {
            return BodyReader.ReadJson(body).Value;
        }
        catch (JsonException exception)
        {
            throw ApiException.BadRequest("error decoding patch: " + exception.Message);
        }
    }

    public static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        JsonObject result = target.Copy();
        foreach ((string name, JsonNode? value) in patch)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = value is JsonObject members ? Merge(result[name] as JsonObject ?? [], members) : value.DeepClone();
            }
        }

        return result;
    }

    public static JsonObject Strategic(JsonObject target, JsonObject patch, Schema schema)
    {
        JsonObject result = target.Copy();
        foreach ((string name, JsonNode? value) in patch)
        {
            Schema member = schema.Member(name) ?? Schema.Any;
            if (value is null)
            {
                result.Remove(name);
            }
            else if (value is JsonObject members)
            {
                result[name] = Strategic(result[name] as JsonObject ?? [], members, member);
            }
            else if (value is JsonArray items && member.IsKeyedList && result[name] is JsonArray old)
            {
                result[name] = Items(old, items, member);
            }
            else
            {
                result[name] = value.DeepClone();
            }
        }

        return result;
    }

    public static JsonObject Json(JsonObject target, JsonNode? patch)
    {
        JsonNode root = target.Copy();
        foreach (
            JsonObject operation in (patch as JsonArray ?? throw ApiException.BadRequest("a JSON patch is a list")).OfType<JsonObject>())
        {
            string path = operation.Text("path") ?? "";
            string[] parts = [.. path
                .Split('/')
                .Skip(1)
                .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
            JsonNode? parent = parts[..^1].Aggregate<string, JsonNode?>(root, Step);
            string last = parts.Length > 0 ? parts[^1] : "";
            bool done = (operation.Text("op"), parent) switch
            {
                ("test", _) => JsonValues.Same(Step(parent, last), operation["value"]),
                ("add", JsonObject members) => Put(members, last, operation["value"]),
                ("replace", JsonObject members) => members.ContainsKey(last) && Put(members, last, operation["value"]),
                ("remove", JsonObject members) => members.Remove(last),
                ("add", JsonArray items) => Insert(items, last, operation["value"]),
                ("replace", JsonArray items) => RemoveAt(items, last) && Insert(items, last, operation["value"]),
                ("remove", JsonArray items) => RemoveAt(items, last),
                _ => false,
            };
            if (!done)
            {
                throw new ApiException(
                    422, "Invalid", $"the server rejected our request due to an error in our request: {operation.Text("op")} {path}");
            }
        }

        return root.AsObject();
    }

    private static JsonArray Items(JsonArray old, JsonArray items, Schema schema)
    {
        JsonArray result = old.DeepClone().AsArray();
        foreach (JsonNode? item in items)
        {
            string? key = FieldPath.Item(item, schema);
            JsonNode? known = result.FirstOrDefault(candidate => FieldPath.Item(candidate, schema) == key);
            if (known is JsonObject target && item is JsonObject patch)
            {
                result[result.IndexOf(known)] = Strategic(target, patch, schema.Items ?? Schema.Any);
            }
            else
            {
                result.Add(item?.DeepClone());
            }
        }

        return result;
    }

    private static JsonNode? Step(JsonNode? at, string name) => at switch
    {
        JsonObject members => members[name],
        JsonArray items when int.TryParse(name, CultureInfo.InvariantCulture, out int index) && index >= 0 && index < items.Count =>
            items[index],
        _ => null,
    };

    private static bool Put(JsonObject members, string name, JsonNode? value)
    {
        members[name] = value?.DeepClone();
        return true;
    }

    private static bool Insert(JsonArray items, string at, JsonNode? value)
    {
        int index = at == "-" ? items.Count : int.TryParse(at, CultureInfo.InvariantCulture, out int given) ? given : -1;
        if (index < 0 || index > items.Count)
        {
            return false;
        }

        items.Insert(index, value?.DeepClone());
        return true;
    }

    private static bool RemoveAt(JsonArray items, string at)
    {
        if (!int.TryParse(at, CultureInfo.InvariantCulture, out int index) || index < 0 || index >= items.Count)
        {
            return false;
        }

        items.RemoveAt(index);
        return true;
    }
}
