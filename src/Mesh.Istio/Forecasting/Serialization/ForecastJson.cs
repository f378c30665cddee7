namespace Mesh.Istio.Forecasting.Serialization;

/// <summary>Forecasts as JSON, all fields in camel case.</summary>
internal static class ForecastJson
{
    private static readonly StrictJson Json = new(ForecastJsonContext.Default);

    public static string Write<T>(T value) => Json.Write(value);

    public static T Read<T>(string json)
        where T : class => Json.Read<T>(json);
}
