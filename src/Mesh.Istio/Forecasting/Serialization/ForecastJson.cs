using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mesh.Istio.Forecasting.Serialization;

/// <summary>Forecasts as JSON: all fields in camel case, none left out, computed ones not written.</summary>
internal static class ForecastJson
{
    private static readonly JsonSerializerOptions Options = new(ForecastJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = ForecastJsonContext.Default.WithAddedModifier(RequireAll),
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, TypeInfo<T>());

    public static T Read<T>(string json)
        where T : class => JsonSerializer.Deserialize(json, TypeInfo<T>()) ?? throw new JsonException("Expected an object, found null.");

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    // An absent field would silently become the default of its type.
    private static void RequireAll(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties.Where(
            property => property.Set is not null || property.AssociatedParameter is not null))
        {
            property.IsRequired = true;
        }
    }
}
