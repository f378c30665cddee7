using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Apply;

/// <summary>Elements of field paths: how they are spelled in a set and in a message.</summary>
internal static class FieldPath
{
    public static string Field(string name) => "f:" + name;

    /// <summary>The element of a list's item; null when a map list's item has none of the keys.</summary>
    public static string? Item(JsonNode? item, Schema list)
    {
        if (list.IsSet)
        {
            return "v:" + JsonValues.ToText(item);
        }

        JsonObject key = [];
        bool found = false;
        foreach (string name in list.MapKeys.Order(StringComparer.Ordinal))
        {
            JsonNode? value = (item as JsonObject)?[name];
            found |= value is not null;
            value ??= list.Items?.Member(name)?.Default;
            found |= value is not null;
            if (value is not null)
            {
                key[name] = value.DeepClone();
            }
        }

        return found ? "k:" + JsonValues.ToText(key) : null;
    }

    /// <summary>As messages spell it: <c>.name</c>, <c>[name="http"]</c>, <c>[="x"]</c>.</summary>
    public static string Display(string element) => element[0] switch
    {
        'f' => "." + element[2..],
        'k' => "[" + string.Join(",", BodyReader.ReadObject(element[2..]).Select(key => $"{key.Key}={JsonValues.ToText(key.Value)}")) + "]",
        'v' => "[=" + element[2..] + "]",
        _ => "[" + element[2..] + "]",
    };
}
