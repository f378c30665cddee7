using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mesh.Diagnostics;

namespace Mesh.Istio.Forecasting.Serialization;

internal sealed class DiagnosticListConverter : JsonConverter<DiagnosticList>
{
    public override DiagnosticList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Expected a list of findings.");
        }

        var element = (JsonTypeInfo<Diagnostic>)options.GetTypeInfo(typeof(Diagnostic));
        var items = new List<Diagnostic>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(JsonSerializer.Deserialize(ref reader, element) ?? throw new JsonException("Expected a finding, found null."));
        }

        return new DiagnosticList(items);
    }

    public override void Write(Utf8JsonWriter writer, DiagnosticList value, JsonSerializerOptions options)
    {
        var element = (JsonTypeInfo<Diagnostic>)options.GetTypeInfo(typeof(Diagnostic));
        writer.WriteStartArray();
        foreach (Diagnostic finding in value)
        {
            JsonSerializer.Serialize(writer, finding, element);
        }

        writer.WriteEndArray();
    }
}
