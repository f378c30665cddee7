namespace Mesh.Istio.Comparison;

/// <summary>One object as generated and as it exists.</summary>
public sealed record ObjectComparison
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The kind, for example <c>DestinationRule</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The namespace; <see langword="null"/> for an object of the whole cluster.</summary>
    public string? Namespace { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What applying would do.</summary>
    public required ObjectState State { get; init; }

    /// <summary>Whether the existing object carries Mesh's label. One without it that is generated would be taken over.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The fields that differ, in the order of the manifest.</summary>
    public ValueList<FieldComparison> Fields { get; init; }

    /// <summary>
    /// For a foreign object: the generated objects of its kind that speak about the same host or the same pods, so that the two meet in
    /// istiod.
    /// </summary>
    public ValueList<string> Meets { get; init; }

    /// <summary>The object on one line, its fields on lines of their own.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString()
    {
        string name = $"{Cluster} {Kind} {(Namespace is null ? "" : $"{Namespace}/")}{Name}";
        string line = State switch
        {
            ObjectState.Same => $"same {name}",
            ObjectState.Missing => $"create {name}",
            ObjectState.Different => $"{(IsOurs ? "change" : "take over")} {name}",
            ObjectState.Surplus => $"delete {name}",
            _ => $"foreign {name}{(Meets.IsEmpty ? "" : $", meets {string.Join(", ", Meets)}")}",
        };
        return string.Join("\n", Fields.Select(field => $"  {field}").Prepend(line));
    }
}
