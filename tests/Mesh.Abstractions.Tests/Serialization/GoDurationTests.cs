using CsCheck;

namespace Mesh.Abstractions.Tests.Serialization;

public class GoDurationTests
{
    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("250ms", 250)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("-1s", -1_000)]
    [InlineData(".5s", 500)]
    [InlineData("2000us", 2)]
    [InlineData("2000µs", 2)]
    [InlineData("2000\u03BCs", 2)]
    [InlineData("1000000ns", 1)]
    [InlineData("100ns", 0.0001)]
    [InlineData("+5s", 5_000)]
    [InlineData("+0", 0)]
    public void Go_durations_are_read(string text, double milliseconds)
    {
        Assert.True(GoDuration.TryParse(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("5 s")]
    [InlineData("5S")]
    [InlineData("1e3s")]
    [InlineData("1.2.3s")]
    [InlineData("1d")]
    [InlineData("99999999999999999999h")]
    [InlineData("0.05us")]
    [InlineData("50ns")]
    [InlineData("+-1s")]
    [InlineData("1.s.")]
    [InlineData("2562048h")]
    [InlineData("9999999h")]
    [InlineData("0.0000000000000000000000000000001s")]
    public void Anything_else_is_refused(string text) => Assert.False(GoDuration.TryParse(text, out _));

    // Go counts nanoseconds in 64 bits.
    [Fact]
    public void Every_duration_of_Go_survives() => Gen.Long[-long.MaxValue / 100, long.MaxValue / 100].Sample(ticks =>
        GoDuration.TryParse(GoDuration.Format(new TimeSpan(ticks)), out TimeSpan duration) && duration.Ticks == ticks);
}
