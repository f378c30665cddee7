namespace Mesh.Istio.Access.Groups;

/// <summary>A field of a kind as far as groups are concerned: it has one, or its parts have.</summary>
internal abstract record FieldNode
{
    /// <summary>A field that is compared as a whole: whatever is below it, known or not, belongs to its group.</summary>
    /// <param name="Group">The group.</param>
    internal sealed record Leaf(string Group) : FieldNode;

    /// <summary>An object whose fields have groups of their own; absent is the same as without fields.</summary>
    /// <param name="Presence">
    /// The group of setting and removing the object itself, where an empty one means something else than none; null: it does not.
    /// </param>
    /// <param name="Fields">The fields by name. What is not there belongs to <see cref="FieldGroups.All"/>.</param>
    internal sealed record Parts(string? Presence, ValueMap<FieldNode> Fields) : FieldNode;

    /// <summary>A list of objects, compared by index; an element that is not there is the same as one without fields.</summary>
    /// <param name="Structure">The group of a change of the list's length.</param>
    /// <param name="Longest">
    /// The longest list that is looked into; a longer one that differs belongs to <see cref="FieldGroups.All"/>.
    /// </param>
    /// <param name="Item">The fields of an element.</param>
    internal sealed record Items(string Structure, int Longest, Parts Item) : FieldNode;
}
