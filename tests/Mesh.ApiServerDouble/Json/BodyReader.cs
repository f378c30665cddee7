using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesh.ApiServerDouble.Json;

/// <summary>A body as a tree, with the keys that occurred twice (the last one counts).</summary>
internal sealed record Body(JsonNode? Value, IReadOnlyList<DuplicateKey> Duplicates);

/// <summary>A key that occurred twice; the path is dotted with indexes in brackets, the line counts from 1.</summary>
internal sealed record DuplicateKey(string Path, string Key, int Line);

/// <summary>Reads JSON into a tree whose numbers are long or double; a whole double becomes a long, as in the server.</summary>
internal static class BodyReader
{
    /// <summary>Reads JSON.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static Body ReadJson(ReadOnlySpan<byte> utf8)
    {
        List<DuplicateKey> duplicates = [];
        Utf8JsonReader reader = new(utf8);
        if (!reader.Read())
        {
            throw new JsonException("unexpected end of JSON input");
        }

        JsonNode? value = Read(ref reader, utf8, "", duplicates);
        if (reader.Read())
        {
            throw new JsonException("data after the JSON value");
        }

        return new(value, duplicates);
    }

    public static JsonObject ReadObject(string json) => ReadJson(Encoding.UTF8.GetBytes(json)).Value!.AsObject();

    /// <summary>A number as the server keeps it.</summary>
    public static JsonValue Number(double number) =>
        Math.Abs(number) < 9e15 && Math.Floor(number).Equals(number) ? JsonValue.Create((long)number) : JsonValue.Create(number);

    private static JsonNode? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, string path, List<DuplicateKey> duplicates)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                JsonObject members = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    string name = reader.GetString()!;
                    string below = path.Length == 0 ? name : path + "." + name;
                    if (members.ContainsKey(name))
                    {
                        int line = utf8[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
                        duplicates.Add(new(below, name, line));
                    }

                    reader.Read();
                    members[name] = Read(ref reader, utf8, below, duplicates);
                }

                return members;
            case JsonTokenType.StartArray:
                JsonArray items = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader, utf8, $"{path}[{items.Count}]", duplicates));
                }

                return items;
            case JsonTokenType.String:
                return JsonValue.Create(reader.GetString());
            case JsonTokenType.Number:
                return reader.TryGetInt64(out long whole) ? JsonValue.Create(whole) : Number(reader.GetDouble());
            case JsonTokenType.True:
                return JsonValue.Create(true);
            case JsonTokenType.False:
                return JsonValue.Create(false);
            default:
                return null;
        }
    }
}
