using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

public class LocalityWeightsTests
{
    [Theory]
    [InlineData(5, 33)]
    [InlineData(4, 33)]
    [InlineData(3, 29)]
    [InlineData(2, 22)]
    [InlineData(1, 12)]
    [InlineData(0, 0)]
    public void A_locality_keeps_its_weight_until_too_few_hosts_are_left(int healthyOf5, int percent)
    {
        double x = LocalityWeights.Effective(1, 5, healthyOf5);
        double y = LocalityWeights.Effective(2, 1, 1);

        Assert.InRange(100 * x / (x + y), percent - 1, percent + 1);
    }

    [Fact]
    public void A_locality_without_weight_or_counted_hosts_is_never_chosen()
    {
        Assert.Equal(0, LocalityWeights.Effective(null, 5, 5));
        Assert.Equal(0, LocalityWeights.Effective(0, 5, 5));
        Assert.Equal(0, LocalityWeights.Effective(7, 3, 0, excluded: 3));
        Assert.Equal(7, LocalityWeights.Effective(7, 3, 1, excluded: 2));
    }
}
