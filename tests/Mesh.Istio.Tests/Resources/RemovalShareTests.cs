using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Resources;

public class RemovalShareTests
{
    [Theory]
    [InlineData(0.5, 0, 0, 0, true)]
    [InlineData(0.5, 2, 4, 2, true)]
    [InlineData(0.5, 3, 4, 1, false)]
    [InlineData(0.5, 1, 4, 0, false)]
    [InlineData(0, 1, 100, 99, false)]
    [InlineData(1, 4, 4, 0, true)]
    public void At_most_the_share_goes_and_nothing_where_nothing_is_desired(
        double share, int removed, int existing, int desired, bool allowed) =>
        Assert.Equal(allowed, new RemovalShare(share).Allows(removed, existing, desired));
}
