using System.Globalization;

namespace Mesh.Istio.Generation;

/// <summary>
/// The retries that let no request fail while traffic moves; see <c>docs/generation.md</c> for the measurements behind them.
/// </summary>
internal readonly record struct RetryPlan(int Attempts, string RetryOn, TimeSpan? PerTryTimeout)
{
    private const int FewestAttempts = 2;
    private const int MostAttempts = 6;
    private static readonly TimeSpan ShortestTry = TimeSpan.FromSeconds(1);

    /// <summary>Failures that are met before or instead of an answer, at the gateway or on the way to it.</summary>
    public const string Repeatable = "gateway-error,connect-failure,refused-stream,reset";

    /// <summary>Failures after which the request has reached no server.</summary>
    public const string NeverProcessed = "connect-failure,refused-stream";

    /// <summary>Retries for a client that can fall back a number of times.</summary>
    /// <remarks>
    /// With <c>retryRemoteLocalities</c> tries 1 and 2 go to the best priority, tries 3 and 4 to priorities not yet tried, and so on by
    /// twos: two tries more for each fallback.
    /// </remarks>
    public static RetryPlan For(int fallbacks, TrafficSettings settings)
    {
        RetrySettings? retries = settings.Retries;
        int attempts = retries?.Attempts ?? Math.Clamp(2 * fallbacks, FewestAttempts, MostAttempts);
        string retryOn = retries?.Idempotent == false ? NeverProcessed : Repeatable;
        return new RetryPlan(attempts, retryOn, retries?.PerTryTimeout ?? ThirdOf(settings.RequestTimeout));
    }

    /// <summary>The retries as they stand in a route, for people who have to write them there.</summary>
    public override string ToString() => Attempts == 0
        ? "retries: {attempts: 0}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"retries: {{attempts: {Attempts}, retryOn: \"{RetryOn}\", retryRemoteLocalities: true{(PerTryTimeout is { } limit
                ? $", perTryTimeout: {GoDuration.Format(limit)}" : "")}}}");

    private static TimeSpan? ThirdOf(TimeSpan? timeout)
    {
        if (timeout is not { } whole)
        {
            return null;
        }

        // Istio takes whole milliseconds only, and a try must not outlast the request.
        var third = TimeSpan.FromMilliseconds(Math.Floor(whole.TotalMilliseconds / 3));
        third = third < ShortestTry ? ShortestTry : third;
        return third < whole ? third : whole;
    }
}
