namespace Mesh.Istio.Apply;

/// <summary>What happened to an object.</summary>
public enum ApplyOutcome
{
    /// <summary>It was created.</summary>
    Created,

    /// <summary>It was changed.</summary>
    Updated,

    /// <summary>It was in sync; nothing was written.</summary>
    Unchanged,

    /// <summary>It was no longer desired and is gone.</summary>
    Deleted,

    /// <summary>Its deletion was accepted, but a finalizer of somebody else holds it; or it is desired and somebody deletes it.</summary>
    Deleting,

    /// <summary>
    /// It is no longer desired and was kept: protected, held by the guard, or not to be deleted because something else failed.
    /// </summary>
    Kept,

    /// <summary>Somebody else owns the object or some of its fields; it is as it was.</summary>
    Conflict,

    /// <summary>The user may not do what is needed; it is as it was.</summary>
    Forbidden,

    /// <summary>The API server refuses the object for what it holds, or it cannot be applied as it is; what exists is as it was.</summary>
    Invalid,

    /// <summary>The cluster did not carry out the request, however often it was repeated; the object is as it was.</summary>
    Failed,

    /// <summary>A request was sent and no response came: it may or may not have been carried out. Applying again is safe.</summary>
    Unknown,

    /// <summary>
    /// Its turn never came, because something before it failed, a gate stopped, or the caller cancelled; the object is as it was.
    /// </summary>
    NotAttempted,
}
