namespace Mesh.Kubernetes.Connections;

/// <summary>A request to a cluster that failed, after all tries. A value: it holds no secrets and may be logged.</summary>
public sealed record ClusterRequestFailure
{
    /// <summary>Why.</summary>
    public required ClusterFailureKind Kind { get; init; }

    /// <summary>In one line: the server's words, or what went wrong on the way to it.</summary>
    public required string Message { get; init; }

    /// <summary>The HTTP status; <see langword="null"/> when there was no answer.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The <c>reason</c> of the Status, for example <c>Forbidden</c>; empty when the answer held none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The causes in the Status; empty when there are none.</summary>
    public ValueList<StatusCause> Causes { get; init; }

    /// <summary>The kind or resource that the Status names; empty when it names none.</summary>
    public string ObjectKind { get; init; } = "";

    /// <summary>The name that the Status names; empty when it names none.</summary>
    public string ObjectName { get; init; } = "";

    /// <summary>The admission webhook that refused or failed, as its configuration names it; empty when none did.</summary>
    public string Webhook { get; init; } = "";

    /// <summary>How long the server asked to wait; <see langword="null"/> when it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How often the request was tried; 0 when it was not sent.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The token of <c>metadata.continue</c> that an expired list gives for going on; empty otherwise.</summary>
    internal string Continue { get; init; } = "";

    /// <summary>Whether the request may be repeated when it is safe to repeat: whether what is wrong can pass by itself.</summary>
    public bool IsTransient => Kind is ClusterFailureKind.Unreachable or ClusterFailureKind.Timeout or ClusterFailureKind.Interrupted
        or ClusterFailureKind.Malformed or ClusterFailureKind.Overloaded or ClusterFailureKind.Unavailable or ClusterFailureKind.CircuitOpen
        || (Kind == ClusterFailureKind.WebhookFailed && !WebhookMessage.IsLasting(Message));

    /// <summary>Whether it is certain that the server did nothing, so that repeating is safe whatever the request was.</summary>
    public bool NothingHappened => Kind is not (ClusterFailureKind.Timeout or ClusterFailureKind.Interrupted or ClusterFailureKind.Malformed
        or ClusterFailureKind.Unavailable);

    /// <summary>Whether there was no working server to do it. The circuit breaker counts these.</summary>
    internal bool IsServersAbsence =>
        Kind is ClusterFailureKind.Unreachable or ClusterFailureKind.Timeout or ClusterFailureKind.Interrupted
            or ClusterFailureKind.Unavailable;

    /// <inheritdoc/>
    public override string ToString() => Message;
}
