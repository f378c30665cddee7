using System.Text.Json.Serialization;

namespace Mesh.Istio.Pictures;

/// <summary>A box of a picture: who calls, or who answers, in one cluster.</summary>
/// <param name="Cluster">The cluster that it is in; empty for what lies outside of all.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name: <c>NAMESPACE/NAME</c> of a workload or Service, or a host with its port.</param>
public sealed record TopologyNode(string Cluster, TopologyNodeKind Kind, string Name)
{
    /// <summary>What the box says below its name, such as addresses; may be empty.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Its pods that are ready; <see langword="null"/> where nothing was observed.</summary>
    public int? Ready { get; init; }

    /// <summary>Its pods, ready or not; <see langword="null"/> where nothing was observed.</summary>
    public int? Pods { get; init; }

    /// <summary>The requests that come to it and how much of what it carries that is; <see langword="null"/> where nobody asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Load { get; init; }

    /// <summary>Whether more comes to one of its pods than that carries; also marked in every picture.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOverloaded { get; init; }

    /// <summary>Whether arrows begin here.</summary>
    internal bool Calls => Kind is TopologyNodeKind.Client or TopologyNodeKind.Host;

    /// <summary>What identifies the box in its picture.</summary>
    public string Id => $"{Cluster}|{Kind}|{Name}";
}
