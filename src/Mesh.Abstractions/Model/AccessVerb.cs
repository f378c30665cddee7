namespace Mesh;

/// <summary>What somebody may do.</summary>
public enum AccessVerb
{
    /// <summary>Read it. The only verb beside <see cref="Delete"/> and <see cref="Bind"/> that no field group limits.</summary>
    Read,

    /// <summary>Create it, with the fields of the rule's groups and paths.</summary>
    Create,

    /// <summary>Change the fields of the rule's groups and paths.</summary>
    Update,

    /// <summary>Delete it, whatever it holds.</summary>
    Delete,

    /// <summary>Give and take away roles there, never more than one holds. Counts for the kind of the place.</summary>
    Bind,
}
