using System.Globalization;

namespace Mesh.Istio.Generation;

/// <summary>
/// The retries that let no request fail while traffic moves; see <c>docs/generation.md</c> for the measurements behind them.
/// </summary>
/// <param name="Attempts">Tries after the first one; 0 means none.</param>
/// <param name="Idempotent">Whether requests may be processed twice; null means that their method tells.</param>
/// <param name="PerTryTimeout">How long one try may take, only where the model says so.</param>
internal readonly record struct RetryPlan(int Attempts, bool? Idempotent, TimeSpan? PerTryTimeout)
{
    private const int FewestAttempts = 2;
    private const int MostAttempts = 6;

    /// <summary>Failures that are met before or instead of an answer, at the gateway or on the way to it.</summary>
    public const string Repeatable = "gateway-error,connect-failure,refused-stream,reset";

    /// <summary>Failures after which the request has reached no server.</summary>
    public const string NeverProcessed = "connect-failure,refused-stream";

    /// <summary>
    /// What gRPC calls meet: all are POST, and their errors travel in answers of status 200. Istio repeats these without being asked.
    /// </summary>
    public const string Unavailable = $"{NeverProcessed},unavailable,cancelled";

    /// <summary>The retries of a gateway whose callers have theirs: one, because tries multiply.</summary>
    public static RetryPlan AtGateway { get; } = new(1, Idempotent: false, null) { StaysInCluster = true };

    /// <summary>Whether the calls are gRPC, whose methods tell nothing.</summary>
    public bool IsGrpc { get; init; }

    /// <summary>Whether the retries go to the same cluster again.</summary>
    public bool StaysInCluster { get; init; }

    /// <summary>Retries for a client that can fall back a number of times.</summary>
    /// <remarks>
    /// With <c>retryRemoteLocalities</c> tries 1 and 2 go to the best priority, tries 3 and 4 to priorities not yet tried, and so on by
    /// twos: two tries more for each fallback.
    /// </remarks>
    public static RetryPlan For(int fallbacks, TrafficSettings settings)
    {
        RetrySettings? retries = settings.Retries;
        RetryPlan plan = Default(fallbacks);
        return new RetryPlan(retries?.Attempts ?? plan.Attempts, retries?.Idempotent, retries?.PerTryTimeout);
    }

    /// <summary>Retries where the model says nothing.</summary>
    public static RetryPlan Default(int fallbacks) =>
        new(Math.Clamp(2 * fallbacks, FewestAttempts, MostAttempts), Idempotent: null, PerTryTimeout: null);

    /// <summary>Whether tries reach every priority of a client that can fall back so often.</summary>
    public bool Reaches(int fallbacks) => Attempts >= 2 * fallbacks;

    /// <summary>Whether the method of a request decides what is repeated, so that a route becomes two.</summary>
    public bool IsByMethod => Attempts > 0 && Idempotent is null && !IsGrpc;

    /// <summary>What is repeated where one route holds for all requests.</summary>
    public string RetryOn => (Idempotent, IsGrpc) switch
    {
        (true, true) => $"{Repeatable},unavailable,cancelled",
        (true, false) => Repeatable,
        (null, true) => Unavailable,
        _ => NeverProcessed,
    };

    /// <summary>The retries as they stand in a route, for people who have to write them there.</summary>
    public override string ToString() => Attempts == 0
        ? "retries: {attempts: 0}"
        : IsByMethod
            ? $"{Text(Repeatable)} where the method is one of {RetryRoutes.Methods}, and a "
                + $"second route after it with {Text(NeverProcessed)}"
            : Text(RetryOn);

    private string Text(string retryOn) => string.Create(
        CultureInfo.InvariantCulture,
        $"retries: {{attempts: {Attempts}, retryOn: \"{retryOn}\", retryRemoteLocalities: true{(PerTryTimeout is { } limit
            ? $", perTryTimeout: {GoDuration.Format(limit)}" : "")}}}");
}
