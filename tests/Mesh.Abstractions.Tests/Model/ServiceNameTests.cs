namespace Mesh.Abstractions.Tests.Model;

public class ServiceNameTests
{
    [Theory]
    [InlineData("details", "gw/details")]
    [InlineData("backend/details", "backend/details")]
    [InlineData("details.backend.svc", "backend/details")]
    [InlineData("details.backend.svc.cluster.local", "backend/details")]
    public void A_service_is_named_in_four_ways(string text, string expected)
    {
        Assert.True(ServiceName.TryParse(text, "gw", out ServiceName service));
        Assert.Equal(expected, service.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("details.backend")]
    [InlineData("www.example.com")]
    [InlineData("a/b/c")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a/b.c")]
    public void Anything_else_is_no_service(string? text) => Assert.False(ServiceName.TryParse(text, "gw", out _));

    [Fact]
    public void The_full_name_is_that_of_the_cluster() =>
        Assert.Equal("details.backend.svc.cluster.local", new ServiceName("details", "backend").Fqdn);
}
