namespace Mesh.ApiServerDouble.Faults;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>429 with a text body and, when <see cref="Fault.RetryAfter"/> is set, a Retry-After header. Nothing is written.</summary>
    TooManyRequests,

    /// <summary>500 with a Status. Nothing is written.</summary>
    InternalError,

    /// <summary>503 with a Status. Nothing is written.</summary>
    Unavailable,

    /// <summary>401 as for a token that expired. Nothing is written.</summary>
    Unauthorized,

    /// <summary>409 of a stale version. Nothing is written.</summary>
    Conflict,

    /// <summary>The connection breaks before the request was looked at.</summary>
    ResetBefore,

    /// <summary>The request is carried out, then the connection breaks without a response.</summary>
    ResetAfter,

    /// <summary>The request is carried out after <see cref="Fault.Delay"/>.</summary>
    Delay,

    /// <summary>No response ever; the request is not carried out. Ends when the client gives up.</summary>
    Hang,

    /// <summary>The request is carried out, the response never comes. Ends when the client gives up.</summary>
    HangAfter,

    /// <summary>The body of the response comes in eight pieces with <see cref="Fault.Delay"/> between them.</summary>
    SlowBody,

    /// <summary>The request is carried out; half of the response's body comes, then the connection breaks.</summary>
    TruncatedBody,

    /// <summary>The request is carried out; half of the body comes and is announced as the whole: JSON that does not parse.</summary>
    TruncatedJson,

    /// <summary>The response is <see cref="Fault.Response"/>; the request is not carried out.</summary>
    Response,

    /// <summary>The request is carried out, and the response is <see cref="Fault.Response"/>.</summary>
    ResponseAfter,
}
