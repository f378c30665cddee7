using Mesh.Kubernetes.Connections;

namespace Mesh.Localities.Tests.Live;

/// <summary>Waits that grow.</summary>
public class GrowingWaitTests
{
    [Theory]
    [InlineData(-1, 200)]
    [InlineData(0, 200)]
    [InlineData(1, 400)]
    [InlineData(5, 6400)]
    [InlineData(6, 10_000)]
    [InlineData(int.MaxValue, 10_000)]
    public void A_wait_doubles_up_to_its_bound(int failures, int milliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds), GrowingWait.After(failures, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10)));

    [Fact]
    public void A_long_first_wait_does_not_overflow() =>
        Assert.Equal(TimeSpan.MaxValue, GrowingWait.After(40, TimeSpan.FromDays(1_000_000), TimeSpan.MaxValue));
}
