using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

public class EndpointGroupingTests
{
    [Fact]
    public void Endpoints_are_grouped_by_the_text_of_their_locality_in_ordinal_order()
    {
        LocalityEndpoint[] endpoints = [
            Endpoint("c", "r2/z1"), Endpoint("b", "r1/z1/", 3), Endpoint("a", "r1/z1", 8), Endpoint("d", "r1/z1/", 2)];

        ValueList<EndpointGroup> groups = EndpointGrouping.Group(endpoints);

        Assert.Equal(["a", "b d", "c"], groups.Select(group => string.Join(' ', group.Endpoints.Select(endpoint => endpoint.Address))));
        Assert.Equal([8u, 5u, 1u], groups.Select(group => group.Weight!.Value));
        // Two texts, one place: istiod keeps two groups.
        Assert.Equal(groups[0].Locality, groups[1].Locality);
    }

    [Fact]
    public void Weights_add_up_to_the_largest_number_and_not_beyond()
    {
        ValueList<EndpointGroup> groups = EndpointGrouping.Group([Endpoint("a", "r", uint.MaxValue), Endpoint("b", "r", 2)]);

        Assert.Equal(uint.MaxValue, Assert.Single(groups).Weight);
    }

    private static LocalityEndpoint Endpoint(string address, string locality, uint weight = 1) =>
        new(address, 80) { LocalityText = locality, Weight = weight };
}
