using System.Globalization;
using System.Text;
using System.Text.Json;
using Mesh.Istio.Apply.Api;

namespace Mesh.Istio.Tests.Apply;

public class LeaseTests
{
    [Theory]
    [InlineData("0", 1)]
    [InlineData("41", 42)]
    [InlineData("2147483647", 0)]
    [InlineData("-5", 0)]
    [InlineData("99999999999", 1)]
    [InlineData("\"x\"", 1)]
    public void A_new_holder_is_counted_so_that_an_API_server_takes_it(string transitions, int counted)
    {
        var lease = Lease.Read(Encoding.UTF8.GetBytes(
            $$$"""
            {"metadata": {"name": "mesh", "resourceVersion": "7"}, "spec": {"holderIdentity": "old", "leaseTransitions": {{{transitions}}}}}
            """));

        using var taken = JsonDocument.Parse(lease.HeldBy(
            "new", TimeSpan.FromSeconds(15), DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture)));

        JsonElement spec = taken.RootElement.GetProperty("spec");
        Assert.Equal("new", spec.GetProperty("holderIdentity").GetString());
        Assert.Equal(counted, spec.GetProperty("leaseTransitions").GetInt32());
    }
}
