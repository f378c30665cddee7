using Mesh.Istio.Comparison;

namespace Mesh.Istio.Apply.Planning;

/// <summary>What applying would do with one object of one cluster.</summary>
public sealed record PlannedObject
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The kind, for example <c>DestinationRule</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The namespace; <see langword="null"/> for an object of the whole cluster.</summary>
    public string? Namespace { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What would be done.</summary>
    public required PlannedAction Action { get; init; }

    /// <summary>The fields that would change, in the order of the manifest; none for objects that are created or deleted.</summary>
    public ValueList<FieldComparison> Fields { get; init; }

    /// <summary>
    /// Who owns what Mesh would set. With <see cref="ApplyOptions.ForceConflicts"/> these are taken over, otherwise they stand in the way.
    /// </summary>
    public ValueList<FieldConflict> Conflicts { get; init; }

    /// <summary>The fields whose live value stays although the model has another, because somebody changed them who may.</summary>
    public ValueList<AdoptedField> Adopted { get; init; }

    /// <summary>Why, where the action alone does not say it; empty otherwise.</summary>
    public string Message { get; init; } = "";

    /// <summary>The object on one line, its fields and conflicts on lines of their own.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => ApplyText.Write(this);
}
