using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mesh.Serialization;

/// <summary>Values that are text in JSON, such as durations and selectors.</summary>
internal abstract class TextConverter<T> : JsonConverter<T>, ILeafConverter
{
    public abstract string Expected { get; }

    public bool CanRead(string text) => TryParse(text, out _);

    public sealed override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out T? value) ? value
            : throw new JsonException($"Expected {Expected}.");

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value));

    protected abstract bool TryParse(string text, out T? value);

    protected abstract string Format(T value);
}
