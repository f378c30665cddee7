namespace Mesh.Istio.Access.Models;

/// <summary>How two values of a field are compared.</summary>
internal enum ModelFieldShape
{
    /// <summary>The name by which something is found again: another name is something else.</summary>
    Name,

    /// <summary>As a whole.</summary>
    Leaf,

    /// <summary>Field by field; absent is the same as without fields.</summary>
    Parts,

    /// <summary>A list, element by element; one that is not there is the same as one without fields.</summary>
    Items,

    /// <summary>A list whose elements are found again by their names.</summary>
    Named,

    /// <summary>A list of parts of the model that are created and deleted, each of a kind of its own.</summary>
    Nodes,
}
