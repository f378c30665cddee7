using Mesh.Istio.ControlPlane.Clusters;

namespace Mesh.Istio.Tests.Forecasting;

public class ClusterNameTests
{
    [Theory]
    [InlineData(80, "", "details.dev.svc.cluster.local")]
    [InlineData(9080, "v1", "*.example.com")]
    public void What_is_written_is_read_back(int port, string subset, string host)
    {
        string text = ClusterName.Outbound(port, subset, host);

        Assert.True(ClusterName.TryParse(text, out ClusterName name));
        Assert.Equal(new ClusterName(port, subset, host), name);
        Assert.Equal(text, name.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PassthroughCluster")]
    [InlineData("inbound|80||details")]
    [InlineData("outbound|80|details")]
    [InlineData("outbound|eighty||details")]
    [InlineData("outbound|-1||details")]
    [InlineData("outbound_.80_._.details")]
    public void Other_names_are_not_read(string? text) => Assert.False(ClusterName.TryParse(text, out _));
}
