namespace Mesh.Istio.Access.Rights;

/// <summary>How an object is written, which decides the verbs that role-based access control asks for.</summary>
internal enum WriteMethod
{
    /// <summary>A POST.</summary>
    Create,

    /// <summary>A PUT.</summary>
    Update,

    /// <summary>A patch, whether by merging or as a list of operations.</summary>
    Patch,

    /// <summary>Server-side apply: a patch that creates too.</summary>
    Apply,

    Delete,

    DeleteCollection,
}
