using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesh.Istio.Tests.Admission;

/// <summary>Changes one place of a value to something that people, or nobody, would write.</summary>
internal static class SpecMutations
{
    private static readonly string[] Strings =
    [
        "", "*", "a*", "unix://", "unix:///a", "unix:///a/", "unix://@a", "10.0.0.0/8", "NONE", "STATIC", "DNS", "DNS_ROUND_ROBIN",
        "0s", "0.0005s", "1ms", "-1s", "ftp://a", "https://a",
        new string('a', 64), new string('b', 300), new string('c', 2049), "-a", "a_b", "Ä",
    ];

    private static readonly long[] Numbers = [0, 1, -1, 99, 100, 101, 599, 600, 65535, 65536, uint.MaxValue];

    public static void Change(JsonNode spec, Random random)
    {
        JsonNode[] places = [.. All(spec)];
        switch (places[random.Next(places.Length)])
        {
            case JsonArray { Count: > 0 } list:
                list.Add(list[random.Next(list.Count)]?.DeepClone());
                break;
            case JsonObject { Count: > 0 } map:
                map[random.Next(3) == 0 ? map.First().Key : Key(map, random)] = map.ElementAt(random.Next(map.Count)).Value?.DeepClone();
                break;
            case JsonValue value when value.Parent is { } parent:
                value.ReplaceWith(value.GetValueKind() switch
                {
                    JsonValueKind.String => JsonValue.Create(Strings[random.Next(Strings.Length)]),
                    JsonValueKind.Number => JsonValue.Create(Numbers[random.Next(Numbers.Length)]),
                    _ => value.DeepClone(),
                });
                break;
            default:
                break;
        }
    }

    private static string Key(JsonObject map, Random random) => (map.Parent is JsonObject { Count: > 0 } ? random.Next(4) : 3) switch
    {
        0 => "",
        1 => "a*",
        2 => new string('k', random.Next(61, 65)),
        _ => map.ElementAt(random.Next(map.Count)).Key,
    };

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject map => map.Where(member => member.Value is not null).SelectMany(member => All(member.Value!)).Prepend(node),
        JsonArray list => list.Where(item => item is not null).SelectMany(item => All(item!)).Prepend(node),
        _ => [node],
    };
}
