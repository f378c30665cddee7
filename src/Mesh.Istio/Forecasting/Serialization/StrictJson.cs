using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Mesh.Istio.Forecasting.Serialization;

/// <summary>Answers as JSON: none of their fields left out, computed ones not written.</summary>
internal sealed class StrictJson
{
    private readonly JsonSerializerOptions _options;

    public StrictJson(JsonSerializerContext context) => _options = new JsonSerializerOptions(context.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = context.WithAddedModifier(RequireAll),
    };

    public string Write<T>(T value) => JsonSerializer.Serialize(value, TypeInfo<T>());

    public T Read<T>(string json)
        where T : class => JsonSerializer.Deserialize(json, TypeInfo<T>()) ?? throw new JsonException("Expected an object, found null.");

    private JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));

    // An absent field would silently become the default of its type; that is meant only of a field that is not written at its default.
    private static void RequireAll(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties.Where(
            property => property.Set is not null || property.AssociatedParameter is not null))
        {
            property.IsRequired = property.ShouldSerialize is null;
        }
    }
}
