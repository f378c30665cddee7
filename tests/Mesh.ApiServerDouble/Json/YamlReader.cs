using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mesh.ApiServerDouble.Json;

/// <summary>Reads the first YAML document of a text into a JSON tree; further documents do not count, as in the server.</summary>
internal sealed class YamlReader
{
    private readonly Parser _parser;
    private readonly Dictionary<string, JsonNode?> _anchors = new(StringComparer.Ordinal);
    private readonly List<DuplicateKey> _duplicates = [];

    private YamlReader(TextReader text) => _parser = new Parser(text);

    /// <summary>Reads the first document; an empty text is null.</summary>
    /// <exception cref="YamlException">The text is no YAML.</exception>
    public static Body Read(string text)
    {
        YamlReader reader = new(new StringReader(text));
        reader._parser.Consume<StreamStart>();
        return reader.ReadDocument(out JsonNode? value) ? new(value, reader._duplicates) : new(null, []);
    }

    /// <summary>Reads all documents that are not empty.</summary>
    public static IEnumerable<JsonObject> ReadAll(string text)
    {
        YamlReader reader = new(new StringReader(text));
        reader._parser.Consume<StreamStart>();
        while (reader.ReadDocument(out JsonNode? value))
        {
            reader._anchors.Clear();
            if (value is JsonObject document)
            {
                yield return document;
            }
        }
    }

    private bool ReadDocument(out JsonNode? value)
    {
        value = null;
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            return false;
        }

        value = ReadNode("");
        _parser.Consume<DocumentEnd>();
        return true;
    }

    private JsonNode? ReadNode(string path)
    {
        if (_parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
        {
            return _anchors.TryGetValue(alias.Value.Value, out JsonNode? known)
                ? known?.DeepClone()
                : throw new YamlException($"unknown anchor '{alias.Value.Value}' referenced");
        }

        AnchorName anchor = ((NodeEvent)_parser.Current!).Anchor;
        JsonNode? node;
        if (_parser.TryConsume<MappingStart>(out _))
        {
            node = ReadMapping(path);
        }
        else if (_parser.TryConsume<SequenceStart>(out _))
        {
            JsonArray items = [];
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(ReadNode($"{path}[{items.Count}]"));
            }

            node = items;
        }
        else
        {
            Scalar scalar = _parser.Consume<Scalar>();
            node = scalar is { Style: ScalarStyle.Plain, IsQuotedImplicit: false } ? Resolve(scalar.Value) : JsonValue.Create(scalar.Value);
        }

        if (!anchor.IsEmpty)
        {
            _anchors[anchor.Value] = node?.DeepClone();
        }

        return node;
    }

    private JsonObject ReadMapping(string path)
    {
        JsonObject members = [];
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            Scalar key = _parser.Consume<Scalar>();
            string below = path.Length == 0 ? key.Value : path + "." + key.Value;
            if (members.ContainsKey(key.Value))
            {
                _duplicates.Add(new(below, key.Value, (int)key.Start.Line));
            }

            members[key.Value] = ReadNode(below);
        }

        return members;
    }

    /// <summary>The words and numbers of YAML 1.1 that the server's reader knows.</summary>
    private static JsonValue? Resolve(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y":
                return JsonValue.Create(true);
            case "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N":
                return JsonValue.Create(false);
        }

        if (!char.IsAsciiDigit(text[^1]) && !char.IsAsciiHexDigit(text[^1]) && text[^1] != '.')
        {
            return JsonValue.Create(text);
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) && !IsOctal(text))
        {
            return JsonValue.Create(whole);
        }

        if (text.StartsWith("0x", StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out whole))
        {
            return JsonValue.Create(whole);
        }

        return (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? BodyReader.Number(number)
            : JsonValue.Create(text);
    }

    private static bool IsOctal(string text) => text.Length > 1 && text[0] == '0' && text.All(char.IsAsciiDigit);
}
