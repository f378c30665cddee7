using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mesh.ApiServerDouble.Json;

/// <summary>Writes YAML as the server does: sorted members, two spaces, lists not indented.</summary>
internal static partial class YamlText
{
    public static string Write(JsonObject content)
    {
        StringBuilder text = new();
        Members(content, 0, text, inline: false);
        return text.ToString();
    }

    private static void Members(JsonObject members, int indent, StringBuilder text, bool inline)
    {
        foreach ((string name, JsonNode? value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            text.Append(' ', inline ? 0 : indent).Append(Scalar(name)).Append(':');
            inline = false;
            Value(value, indent, text);
        }
    }

    private static void Value(JsonNode? value, int indent, StringBuilder text)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members:
                text.Append('\n');
                Members(members, indent + 2, text, inline: false);
                break;
            case JsonArray { Count: > 0 } items:
                text.Append('\n');
                foreach (JsonNode? item in items)
                {
                    text.Append(' ', indent).Append('-');
                    if (item is JsonObject { Count: > 0 } members)
                    {
                        text.Append(' ');
                        Members(members, indent + 2, text, inline: true);
                    }
                    else
                    {
                        Value(item, indent + 2, text);
                    }
                }

                break;
            default:
                text.Append(' ').Append(value.AsText() is { } word ? Scalar(word) : JsonValues.ToText(value)).Append('\n');
                break;
        }
    }

    private static string Scalar(string text) =>
        Plain().IsMatch(text) && !Words().IsMatch(text) ? text : JsonValues.ToText(JsonValue.Create(text));

    [GeneratedRegex("^[A-Za-z/][A-Za-z0-9_./:-]*(?<!:)\\z|^[0-9a-f]{8}-[0-9a-f-]{27}\\z")]
    private static partial Regex Plain();

    [GeneratedRegex("^(y|n|yes|no|on|off|true|false|null)\\z", RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
