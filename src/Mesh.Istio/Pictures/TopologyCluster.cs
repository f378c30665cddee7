using System.Text.Json.Serialization;

namespace Mesh.Istio.Pictures;

/// <summary>A card of a picture: a cluster.</summary>
/// <param name="Name">Its name; empty for what lies outside of all clusters.</param>
/// <param name="Region">Its region; empty where nothing tells. Cards of one region stand in one column.</param>
/// <param name="Network">Its network; empty where nothing tells.</param>
public sealed record TopologyCluster(string Name, string Region, string Network)
{
    /// <summary>The requests that come to it and how busy its busiest pod is; <see langword="null"/> where nobody asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Load { get; init; }

    /// <summary>Whether one of its pods gets more than it carries; also marked in every picture.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOverloaded { get; init; }
}
