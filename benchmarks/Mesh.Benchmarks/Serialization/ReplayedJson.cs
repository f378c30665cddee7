using System.Text.Json;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Benchmarks.Serialization;

/// <summary>
/// The calls of <see cref="Utf8JsonWriter"/> that make up objects, recorded once and replayed: what a program costs that does nothing but
/// call the writer. Property names are encoded beforehand, as in the fastest hand-written code.
/// </summary>
internal sealed class ReplayedJson
{
    private readonly List<Step> _steps = [];

    public ReplayedJson(IEnumerable<IstioObject> objects)
    {
        foreach (IstioObject value in objects)
        {
            using var json = JsonDocument.Parse(ManifestWriter.ToJson(value));
            Add(json.RootElement);
        }
    }

    private enum Call
    {
        StartObject,
        EndObject,
        StartArray,
        EndArray,
        Name,
        Text,
        Number,
        True,
        False,
    }

    public void Write(Utf8JsonWriter writer)
    {
        foreach (Step step in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_steps))
        {
            switch (step.Call)
            {
                case Call.StartObject:
                    writer.WriteStartObject();
                    break;
                case Call.EndObject:
                    writer.WriteEndObject();
                    break;
                case Call.StartArray:
                    writer.WriteStartArray();
                    break;
                case Call.EndArray:
                    writer.WriteEndArray();
                    break;
                case Call.Name:
                    writer.WritePropertyName(step.Name);
                    break;
                case Call.Text:
                    writer.WriteStringValue(step.Text);
                    break;
                case Call.Number:
                    writer.WriteNumberValue(step.Number);
                    break;
                default:
                    writer.WriteBooleanValue(step.Call == Call.True);
                    break;
            }
        }
    }

    private void Add(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                _steps.Add(new Step(Call.StartObject));
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    _steps.Add(new Step(Call.Name) { Name = JsonEncodedText.Encode(property.Name) });
                    Add(property.Value);
                }

                _steps.Add(new Step(Call.EndObject));
                break;
            case JsonValueKind.Array:
                _steps.Add(new Step(Call.StartArray));
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Add(item);
                }

                _steps.Add(new Step(Call.EndArray));
                break;
            case JsonValueKind.Number:
                _steps.Add(new Step(Call.Number) { Number = value.GetInt64() });
                break;
            case JsonValueKind.True or JsonValueKind.False:
                _steps.Add(new Step(value.GetBoolean() ? Call.True : Call.False));
                break;
            default:
                _steps.Add(new Step(Call.Text) { Text = value.GetString() });
                break;
        }
    }

    private readonly record struct Step(Call Call)
    {
        public JsonEncodedText Name { get; init; }

        public string? Text { get; init; }

        public long Number { get; init; }
    }
}
