using System.Globalization;
using System.Text;
using System.Text.Json;
using Mesh.Documents;

namespace Mesh.Kubernetes.Reading;

/// <summary>
/// Reads JSON into the trees that dumps are read into, as far as a mask keeps it. Positions mean nothing in a live answer and are left out.
/// </summary>
internal static class MaskedReader
{
    /// <summary>Reads the value that the reader stands at.</summary>
    public static DocumentNode Read(ref Utf8JsonReader reader, FieldMask mask, TextPool texts)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, mask, texts);
            case JsonTokenType.StartArray:
                var items = new List<DocumentNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader, mask, texts));
                }

                return new SequenceNode(default, [.. items]);
            case JsonTokenType.String:
                return new ScalarNode(default, ScalarKind.Text, texts.Get(ref reader));
            case JsonTokenType.Number:
                string number = reader.TryGetInt64(out long whole) ? whole.ToString(CultureInfo.InvariantCulture)
                    : Encoding.UTF8.GetString(reader.ValueSpan);
                return new ScalarNode(default, number.AsSpan().IndexOfAny(".eE") < 0 ? ScalarKind.Integer : ScalarKind.Real, number);
            case JsonTokenType.True:
                return new ScalarNode(default, ScalarKind.Boolean, "true");
            case JsonTokenType.False:
                return new ScalarNode(default, ScalarKind.Boolean, "false");
            default:
                return new ScalarNode(default, ScalarKind.Null, "");
        }
    }

    private static MappingNode ReadObject(ref Utf8JsonReader reader, FieldMask mask, TextPool texts)
    {
        var entries = new MappingEntries();
        var errors = new List<DocumentError>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            FieldMask? inner = mask.Find(ref reader, out string name);
            reader.Read();
            if (inner is null)
            {
                reader.Skip();
            }
            else
            {
                entries.Add(new MappingEntry(name, default, Read(ref reader, inner, texts)), errors);
            }
        }

        return new MappingNode(default, entries.ToArray());
    }
}
