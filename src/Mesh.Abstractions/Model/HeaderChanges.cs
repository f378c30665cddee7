namespace Mesh;

/// <summary>Changes to the headers of requests or responses: first removed, then set, then added.</summary>
public sealed record HeaderChanges
{
    /// <summary>Headers given one value, whatever they had.</summary>
    public ValueMap<string> Set { get; init; }

    /// <summary>Headers given one value more.</summary>
    public ValueMap<string> Add { get; init; }

    /// <summary>Headers taken away.</summary>
    public ValueList<string> Remove { get; init; }
}
