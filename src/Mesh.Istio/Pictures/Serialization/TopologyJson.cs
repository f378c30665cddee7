using Mesh.Istio.Forecasting.Serialization;

namespace Mesh.Istio.Pictures.Serialization;

/// <summary>Pictures as JSON, all fields in camel case.</summary>
internal static class TopologyJson
{
    private static readonly StrictJson Json = new(TopologyJsonContext.Default);

    public static string Write<T>(T value) => Json.Write(value);

    public static T Read<T>(string json)
        where T : class => Json.Read<T>(json);
}
