namespace Mesh.Abstractions.Tests.Model;

public class ModelPathTests
{
    [Theory]
    [InlineData("organizations/tetrate/tenants/dev/workspaces/bookinfo-ws", "3f33545c770e7109")]
    [InlineData("organizations/tetrate/tenants/tier2/workspaces/tier2-ws", "54ab19ffac3a761b")]
    [InlineData("", "cbf29ce484222325")]
    [InlineData("a", "af63dc4c8601ec8c")]
    public void The_hash_is_FNV_1a_of_64_bits(string text, string expected) => Assert.Equal(expected, StableHash.Of(text));

    [Fact]
    public void Paths_name_every_level()
    {
        Assert.Equal("organizations/o", ModelPath.Organization("o"));
        Assert.Equal("organizations/o/clusters/c", ModelPath.Cluster("o", "c"));
        Assert.Equal("organizations/o/tenants/t", ModelPath.Tenant("o", "t"));
        Assert.Equal("organizations/o/tenants/t/workspaces/w", ModelPath.Workspace("o", "t", "w"));
        Assert.Equal("organizations/o/tenants/t/workspaces/w/gateways/g", ModelPath.Gateway("o", "t", "w", "g"));
        Assert.Equal("organizations/o/tenants/t/workspaces/w/gateways/g/servers/s", ModelPath.Server("o", "t", "w", "g", "s"));
    }

    [Theory]
    [InlineData("organizations/o/tenants/t", "tenants/t")]
    [InlineData("organizations/o", "organizations/o")]
    [InlineData("tenants/t", "tenants/t")]
    [InlineData("", "")]
    public void The_short_form_leaves_the_organization_out(string path, string expected) => Assert.Equal(expected, ModelPath.Short(path));
}
