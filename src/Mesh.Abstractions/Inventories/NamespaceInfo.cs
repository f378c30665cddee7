namespace Mesh.Inventories;

/// <summary>A namespace of a cluster.</summary>
public sealed record NamespaceInfo
{
    /// <summary>The namespace's name.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace's labels; they tell injection and network.</summary>
    public ValueMap<string> Labels { get; init; }
}
