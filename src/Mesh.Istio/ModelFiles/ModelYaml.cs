using System.Text;
using System.Text.Json;
using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.Fields;
using Mesh.Validation;

namespace Mesh;

/// <summary>Models as YAML: the same fields as in JSON (<c>MeshModel.ToJson</c>).</summary>
public static class ModelYaml
{
    /// <param name="model">The model.</param>
    extension(MeshModel model)
    {
        /// <summary>The model as YAML.</summary>
        /// <returns>Text that <c>MeshModel.FromYaml</c> reads back to an equal model; it ends with a line feed.</returns>
        public string ToYaml()
        {
            ArgumentNullException.ThrowIfNull(model);
            using JsonDocument json = JsonDocument.Parse(model.ToJson());
            using var output = new OutputBuffer();
            var writer = new YamlFieldWriter(output);
            Write(writer, json.RootElement);
            writer.EndDocument();
            return output.ToString();
        }

        /// <summary>
        /// Reads a model from one YAML (or JSON) document. Unknown, repeated and absent fields and values that cannot be read are refused,
        /// all at once.
        /// </summary>
        /// <param name="yaml">The text.</param>
        /// <param name="limits">What the text may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
        /// <returns>The model, not validated yet, or what is wrong with the text, with paths, lines and columns.</returns>
        public static ModelReadResult FromYaml(string yaml, ReadLimits? limits = null)
        {
            ArgumentNullException.ThrowIfNull(yaml);
            DocumentSet set = DocumentReader.Read(Encoding.UTF8.GetBytes(yaml), limits);
            var found = new List<Diagnostic>(set.Errors.Select(FromError));
            if (set.Documents.Count != 1)
            {
                if (found.Count == 0)
                {
                    found.Add(
                        ModelDiagnostics.InvalidDocument.At(
                            "", $"The text holds {set.Documents.Count} documents.", "Write one model in one document."));
                }

                return new ModelReadResult(null, new DiagnosticList(found));
            }

            DocumentNode root = set.Documents[0];
            ModelReadResult read = MeshModel.FromJson(ToJson(root), (limits ?? ReadLimits.Default).ForConverted);
            found.AddRange(read.Diagnostics.Select(finding => finding with { Position = NodePath.Find(root, finding.Path).Position }));
            return new ModelReadResult(found.Count == 0 ? read.Model : null, new DiagnosticList(found));
        }
    }

    internal static Diagnostic FromError(DocumentError error) => error.KeyTwice
        ? ModelDiagnostics.DuplicateField.At("", error.Message, "Keep one of the two.") with { Position = error.Position }
        : ModelDiagnostics.InvalidDocument.At("", error.Message, "Correct the YAML.") with { Position = error.Position };

    internal static void Write(YamlFieldWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.BeginObject();
                foreach (JsonProperty field in value.EnumerateObject())
                {
                    writer.Key(field.Name);
                    Write(writer, field.Value);
                }

                writer.EndObject();
                break;
            case JsonValueKind.Array:
                writer.BeginList();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    writer.BeginItem();
                    Write(writer, item);
                }

                writer.EndList();
                break;
            case JsonValueKind.Number when value.TryGetInt64(out long whole):
                writer.Value(whole);
                break;
            case JsonValueKind.Number:
                writer.Value(value.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Value(value.GetBoolean());
                break;
            default:
                writer.Value(value.GetString()!);
                break;
        }
    }

    internal static ReadOnlyMemory<byte> ToJson(DocumentNode root)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, root);
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, DocumentNode node)
    {
        switch (node)
        {
            case MappingNode mapping:
                writer.WriteStartObject();
                foreach (MappingEntry entry in mapping.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case SequenceNode list:
                writer.WriteStartArray();
                foreach (DocumentNode item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ScalarNode { Kind: ScalarKind.Text } text:
                writer.WriteStringValue(text.Text);
                break;
            case ScalarNode scalar:
                writer.WriteRawValue(scalar.Kind == ScalarKind.Null ? "null" : scalar.Text);
                break;
        }
    }
}
