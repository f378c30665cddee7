using CsCheck;
using Mesh.Ejection;

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
        (string Name, TryOutcome Outcome)[] outcomes =
        [
            ("connect", TryOutcome.Failed(TryKind.ConnectFailure)), ("503", TryOutcome.Answered(503)), ("500", TryOutcome.Answered(500)),
            ("reset", TryOutcome.Failed(TryKind.Reset)), ("timeout", TryOutcome.Failed(TryKind.TryTimeout)), ("409", TryOutcome.Answered(409)),
            ("200", TryOutcome.Answered(200)), ("route", TryOutcome.Failed(TryKind.RequestTimeout)), ("nobody", TryOutcome.Failed(TryKind.NoHealthyHost)),
        ];
        RetryPolicy policy = new RetryPolicy().WithRetryOn(retryOn);

        Assert.Equal(covered, string.Join(' ', outcomes.Where(entry => policy.Covers(entry.Outcome)).Select(entry => entry.Name)));
    }

    [Fact]
    public void The_default_policy_is_the_default_text() => Assert.Equal(new RetryPolicy(), new RetryPolicy().WithRetryOn(RetryPolicy.DefaultRetryOn));

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
    [InlineData(nameof(TryKind.ConnectFailure), true, "URX,UF")]
    [InlineData(nameof(TryKind.ConnectFailure), false, "UF")]
    [InlineData(nameof(TryKind.Reset), true, "URX,UC")]
    [InlineData(nameof(TryKind.TryTimeout), true, "URX,UT")]
    [InlineData(nameof(TryKind.RequestTimeout), false, "UT")]
    [InlineData(nameof(TryKind.NoHealthyHost), false, "UH")]
    [InlineData(nameof(TryKind.Answer), true, "URX")]
    [InlineData(nameof(TryKind.Answer), false, "-")]
    public void Exhausted_retries_are_logged_in_front(string kind, bool exhausted, string flags) =>
        Assert.Equal(flags, ResponseFlags.Of(new TryOutcome(Enum.Parse<TryKind>(kind), 503), exhausted));
}
