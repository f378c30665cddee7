using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesh.Tests.Crds;

internal static class JsonNumbers
{
    /// <summary>A number whatever type it was made from.</summary>
    public static double GetNumber(this JsonNode node) => node.GetValueKind() == JsonValueKind.Number ? JsonSerializer.Deserialize<double>(node.ToJsonString()) : double.NaN;
}
