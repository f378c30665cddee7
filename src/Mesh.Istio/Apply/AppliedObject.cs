namespace Mesh.Istio.Apply;

/// <summary>What happened to one object of one cluster.</summary>
public sealed record AppliedObject
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The kind, for example <c>DestinationRule</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The namespace; <see langword="null"/> for an object of the whole cluster.</summary>
    public string? Namespace { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What happened.</summary>
    public required ApplyOutcome Outcome { get; init; }

    /// <summary>
    /// Who owned what Mesh sets: overridden when the outcome is <see cref="ApplyOutcome.Updated"/>, otherwise in the way.
    /// </summary>
    public ValueList<FieldConflict> Conflicts { get; init; }

    /// <summary>The fields whose live value stays although the model has another, because somebody changed them who may.</summary>
    public ValueList<AdoptedField> Adopted { get; init; }

    /// <summary>Why, where the outcome alone does not say it, in the API server's words where it gave any; empty otherwise.</summary>
    public string Message { get; init; } = "";

    /// <summary>Whether the object is now as wanted: there with the wanted content, or gone.</summary>
    public bool IsInSync => Outcome is ApplyOutcome.Created or ApplyOutcome.Updated or ApplyOutcome.Unchanged or ApplyOutcome.Deleted;

    /// <summary>The object on one line, its conflicts on lines of their own.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => ApplyText.Write(this);
}
