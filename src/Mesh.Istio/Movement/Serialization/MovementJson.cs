using Mesh.Istio.Forecasting.Serialization;

namespace Mesh.Istio.Movement.Serialization;

/// <summary>Plans as JSON, all fields in camel case.</summary>
internal static class MovementJson
{
    private static readonly StrictJson Json = new(MovementJsonContext.Default);

    public static string Write<T>(T value) => Json.Write(value);

    public static T Read<T>(string json)
        where T : class => Json.Read<T>(json);
}
