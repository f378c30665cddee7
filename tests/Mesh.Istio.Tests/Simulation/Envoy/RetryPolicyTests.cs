using CsCheck;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Localities.Tests.Ejection;

public class RetryPolicyTests
{
    [Theory]
    [InlineData("connect-failure", "connect")]
    [InlineData("5xx", "connect 503 500 reset timeout")]
    [InlineData("gateway-error", "connect 503 reset timeout")]
    [InlineData("reset", "connect reset timeout")]
    [InlineData("503", "503")]
    [InlineData("500,503", "503 500")]
    [InlineData("refused-stream", "")]
    [InlineData("retriable-4xx", "409")]
    [InlineData("retriable-status-codes", "")]
    [InlineData(" some,\t503 ,,1000", "503")]
    [InlineData(RetryPolicy.DefaultRetryOn, "connect")]
    public void Every_token_covers_what_was_measured(string retryOn, string covered)
    {
        (string Name, AttemptOutcome Outcome)[] outcomes =
        [
            ("connect", AttemptOutcome.Failed(AttemptKind.ConnectFailure)), ("503", AttemptOutcome.Responded(503)), ("500", AttemptOutcome.Responded(500)),
            ("reset", AttemptOutcome.Failed(AttemptKind.Reset)), ("timeout", AttemptOutcome.Failed(AttemptKind.TryTimeout)), ("409", AttemptOutcome.Responded(409)),
            ("200", AttemptOutcome.Responded(200)), ("route", AttemptOutcome.Failed(AttemptKind.RequestTimeout)), ("nobody", AttemptOutcome.Failed(AttemptKind.NoHealthyHost)),
        ];
        RetryPolicy policy = new RetryPolicy().WithRetryOn(retryOn);

        Assert.Equal(covered, string.Join(' ', outcomes.Where(entry => policy.Covers(entry.Outcome)).Select(entry => entry.Name)));
    }

    [Fact]
    public void The_default_policy_is_the_default_text() =>
        Assert.Equal(new RetryPolicy(), new RetryPolicy().WithRetryOn(RetryPolicy.DefaultRetryOn));

    [Fact]
    public void Waits_double_up_to_ten_times_the_base() =>
        Gen.Select(Gen.Int[1, 40], Gen.ULong).Sample((retry, seed) =>
        {
            var random = new SeededRandom(seed);
            double limit = 25 * Math.Min(Math.Pow(2, retry - 1), 10);
            double wait = new RetryPolicy().Backoff(retry, ref random).TotalMilliseconds;
            return wait >= 0 && wait < limit;
        });

    [Theory]
    [InlineData(nameof(AttemptKind.ConnectFailure), true, "URX,UF")]
    [InlineData(nameof(AttemptKind.ConnectFailure), false, "UF")]
    [InlineData(nameof(AttemptKind.Reset), true, "URX,UC")]
    [InlineData(nameof(AttemptKind.TryTimeout), true, "URX,UT")]
    [InlineData(nameof(AttemptKind.RequestTimeout), false, "UT")]
    [InlineData(nameof(AttemptKind.NoHealthyHost), false, "UH")]
    [InlineData(nameof(AttemptKind.Response), true, "URX")]
    [InlineData(nameof(AttemptKind.Response), false, "-")]
    public void Exhausted_retries_are_logged_in_front(string kind, bool exhausted, string flags) =>
        Assert.Equal(flags, ResponseFlags.Of(new AttemptOutcome(Enum.Parse<AttemptKind>(kind), 503), exhausted));
}
