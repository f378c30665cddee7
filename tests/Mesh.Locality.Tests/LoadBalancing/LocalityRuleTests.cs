using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

public class LocalityRuleTests
{
    [Theory]
    [InlineData("r1/z1/s1", "*", true)]
    [InlineData("r1/z1/s1", "r1", true)]
    [InlineData("r1/z1/s1", "r1/*", true)]
    [InlineData("r1/z1/s1", "r1/z1", true)]
    [InlineData("r1/z1/s1", "r1/z1/*", true)]
    [InlineData("r1/z1", "r1/z1", true)]
    [InlineData("r1/z1/s1", "r1/z2/*", false)]
    [InlineData("r1/z1", "r1/z1/s2", false)]
    [InlineData("", "*", true)]
    [InlineData("", "r1", false)]
    [InlineData("r1/z1", "r1/z*", false)]
    public void A_rule_covers_what_istio_says(string locality, string rule, bool covered) =>
        Assert.Equal(covered, LocalityRule.Matches(rule, Locality.Parse(locality)));
}
