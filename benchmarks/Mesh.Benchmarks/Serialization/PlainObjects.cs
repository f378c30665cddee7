using System.Text.Json;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Benchmarks.Serialization;

/// <summary>Resources as the maps and lists that a client without types for Istio hands to KubernetesYaml.</summary>
internal static class PlainObjects
{
    public static object Of(IstioObject value)
    {
        using var json = JsonDocument.Parse(ManifestWriter.ToJson(value));
        return Of(json.RootElement);
    }

    private static object Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(property => property.Name, property => Of(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().Select(Of).ToList(),
        JsonValueKind.Number => value.GetInt64(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => value.GetString()!,
    };
}
