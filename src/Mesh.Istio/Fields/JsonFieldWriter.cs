using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mesh.Istio.Fields;

/// <summary>Writes JSON, on one line or indented by two spaces.</summary>
internal sealed class JsonFieldWriter(OutputBuffer output, bool indented) : FieldWriter, IDisposable
{
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = indented,
        NewLine = "\n",
        SkipValidation = true,
    });

    /// <summary>Ends the document; the writer can take the next one.</summary>
    public void EndDocument()
    {
        _json.Flush();
        output.Write((byte)'\n');
        _json.Reset();
    }

    public void Dispose() => _json.Dispose();

    public override void Key(ReadOnlySpan<byte> name) => _json.WritePropertyName(name);

    public override void Key(string name) => _json.WritePropertyName(name);

    public override void BeginObject() => _json.WriteStartObject();

    public override void EndObject() => _json.WriteEndObject();

    public override void BeginList() => _json.WriteStartArray();

    public override void BeginItem()
    {
    }

    public override void EndList() => _json.WriteEndArray();

    public override void Value(string value) => _json.WriteStringValue(value);

    public override void Value(bool value) => _json.WriteBooleanValue(value);

    public override void Value(long value) => _json.WriteNumberValue(value);

    public override void Value(ulong value) => _json.WriteNumberValue(value);

    public override void Value(double value)
    {
        Span<byte> text = stackalloc byte[NumberText.MaxLength];
        _json.WriteRawValue(text[..NumberText.Format(value, text)], skipInputValidation: true);
    }

    public override void PlainText(ReadOnlySpan<byte> value) => _json.WriteStringValue(value);

    public override void QuotedText(ReadOnlySpan<byte> value) => _json.WriteStringValue(value);
}
