namespace Mesh.Istio.Apply.Api;

/// <summary>What a response of the API server means to a caller that only wants to know what to do next.</summary>
internal enum ResponseKind
{
    /// <summary>200: carried out on what existed.</summary>
    Ok,

    /// <summary>201: created.</summary>
    Created,

    /// <summary>404 with a Status about the object.</summary>
    NotFound,

    /// <summary>404 with a Status about the namespace.</summary>
    NamespaceMissing,

    /// <summary>403 for what would be created in a namespace that is being deleted. No question of rights: it passes.</summary>
    NamespaceTerminating,

    /// <summary>404 as plain text: group, version or resource are not served.</summary>
    NotServed,

    /// <summary>401 that outlasted the retries, or 403.</summary>
    Forbidden,

    /// <summary>409 with causes FieldManagerConflict.</summary>
    FieldConflict,

    /// <summary>409 of a precondition or a stale version.</summary>
    Stale,

    /// <summary>The input is refused: 400, 413, 415, 422, and 500 without reason for an apply.</summary>
    Invalid,

    /// <summary>410: a continue token that expired.</summary>
    Expired,

    /// <summary>The cluster did not carry it out, however often it was asked.</summary>
    Failed,

    /// <summary>Sent, and no response came: perhaps carried out.</summary>
    Unconfirmed,

    /// <summary>The caller cancelled before it was sent.</summary>
    Cancelled,
}
