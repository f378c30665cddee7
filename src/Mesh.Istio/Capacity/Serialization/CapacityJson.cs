using Mesh.Istio.Forecasting.Serialization;

namespace Mesh.Istio.Capacity.Serialization;

/// <summary>Loads as JSON, all fields in camel case.</summary>
internal static class CapacityJson
{
    private static readonly StrictJson Json = new(CapacityJsonContext.Default);

    public static string Write<T>(T value) => Json.Write(value);

    public static T Read<T>(string json)
        where T : class => Json.Read<T>(json);
}
