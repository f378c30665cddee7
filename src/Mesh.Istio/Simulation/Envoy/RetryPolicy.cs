using System.Globalization;

namespace Mesh.Istio.Simulation.Envoy;

/// <summary>
/// How a route retries: Envoy's <c>retry_policy</c> as istiod writes it. The defaults are those of Istio where no policy is given.
/// </summary>
internal sealed record RetryPolicy
{
    /// <summary>Istio's <c>retryOn</c> where none is given. Plain 503 answers are not among what it covers.</summary>
    internal const string DefaultRetryOn = "connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes";

    /// <summary>How often <c>previous_hosts</c> makes the load balancer choose again.</summary>
    internal const int HostSelectionAttempts = 5;

    private const int LargestFactor = 10;

    /// <summary>Retries after the first try. Default: 2.</summary>
    internal int Attempts { get; init; } = 2;

    /// <summary>What is retried.</summary>
    internal RetryConditions Conditions { get; init; } =
        RetryConditions.ConnectFailure | RetryConditions.RefusedStream | RetryConditions.RetriableStatusCodes
        | RetryConditions.GrpcUnavailable | RetryConditions.GrpcCancelled;

    /// <summary>
    /// The status codes of answers that are retried under <see cref="RetryConditions.RetriableStatusCodes"/>. Default: none.
    /// </summary>
    internal ValueList<int> StatusCodes { get; init; }

    /// <summary>The base of the back-off. Default: 25 ms.</summary>
    internal TimeSpan BackoffBase { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>The time a single try may take; <see langword="null"/> means no limit of its own.</summary>
    internal TimeSpan? PerTryTimeout { get; init; }

    /// <summary>Whether retries prefer hosts that were not tried: <c>previous_hosts</c>. Default: yes.</summary>
    internal bool AvoidsPreviousHosts { get; init; } = true;

    /// <summary>Whether every second retry leaves the priorities tried so far: <c>previous_priorities</c>. Default: no.</summary>
    internal bool RetriesRemoteLocalities { get; init; }

    /// <summary>Whether a failed try of this kind is tried again while attempts are left.</summary>
    internal bool Covers(AttemptOutcome outcome) => outcome.Kind switch
    {
        AttemptKind.Response => CoversResponse(outcome),
        AttemptKind.ConnectFailure or AttemptKind.ConnectTimeout => Has(RetryConditions.ConnectFailure | AnyReset),
        AttemptKind.RefusedStream => Has(RetryConditions.RefusedStream | AnyReset),
        AttemptKind.Reset or AttemptKind.TryTimeout => Has(AnyReset),
        _ => false,
    };

    /// <summary>The wait before retry <paramref name="retry"/> (from 1): uniform from 0 to min(2^(retry-1), 10) times the base.</summary>
    internal TimeSpan Backoff(int retry, ref SeededRandom random) =>
        random.NextTime(BackoffBase * (retry > 4 ? LargestFactor : Math.Min(1 << (retry - 1), LargestFactor)));

    /// <summary>
    /// The policy with the conditions of a <c>retryOn</c> text: comma-separated tokens, of which the HTTP status codes become
    /// <see cref="StatusCodes"/> (istio <c>retry.go</c> parseRetryOn).
    /// </summary>
    internal RetryPolicy WithRetryOn(string retryOn)
    {
        RetryConditions conditions = RetryConditions.None;
        var codes = new List<int>();
        foreach (string token in retryOn.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int code))
            {
                if (code is >= 100 and < 600)
                {
                    codes.Add(code);
                    conditions |= RetryConditions.RetriableStatusCodes;
                }
            }
            else
            {
                conditions |= ConditionOf(token);
            }
        }

        return this with { Conditions = conditions, StatusCodes = codes.ToValueList() };
    }

    private static RetryConditions AnyReset => RetryConditions.Reset | RetryConditions.ServerError | RetryConditions.GatewayError;

    private static RetryConditions ConditionOf(string token) => token switch
    {
        "connect-failure" or "reset-before-request" => RetryConditions.ConnectFailure,
        "refused-stream" => RetryConditions.RefusedStream,
        "reset" => RetryConditions.Reset,
        "5xx" => RetryConditions.ServerError,
        "gateway-error" => RetryConditions.GatewayError,
        "retriable-4xx" => RetryConditions.Retriable4xx,
        "retriable-status-codes" => RetryConditions.RetriableStatusCodes,
        "cancelled" => RetryConditions.GrpcCancelled,
        "deadline-exceeded" => RetryConditions.GrpcDeadlineExceeded,
        "resource-exhausted" => RetryConditions.GrpcResourceExhausted,
        "internal" => RetryConditions.GrpcInternal,
        "unavailable" => RetryConditions.GrpcUnavailable,
        _ => RetryConditions.None,
    };

    // A gRPC answer has the code 200 whatever its status.
    private bool CoversResponse(AttemptOutcome outcome) => outcome.GrpcStatus > 0 ? Has(GrpcCondition(outcome.GrpcStatus)) :
        (outcome.IsServerError && Has(RetryConditions.ServerError))
        || (outcome.IsGatewayError && Has(RetryConditions.GatewayError))
        || (outcome.StatusCode == 409 && Has(RetryConditions.Retriable4xx))
        || (Has(RetryConditions.RetriableStatusCodes) && StatusCodes.AsSpan().Contains(outcome.StatusCode));

    private static RetryConditions GrpcCondition(int status) => status switch
    {
        GrpcStatuses.Cancelled => RetryConditions.GrpcCancelled,
        GrpcStatuses.DeadlineExceeded => RetryConditions.GrpcDeadlineExceeded,
        GrpcStatuses.ResourceExhausted => RetryConditions.GrpcResourceExhausted,
        GrpcStatuses.Internal => RetryConditions.GrpcInternal,
        GrpcStatuses.Unavailable => RetryConditions.GrpcUnavailable,
        _ => RetryConditions.None,
    };

    private bool Has(RetryConditions any) => (Conditions & any) != 0;
}
