using System.Globalization;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Tests.Simulation.Envoy;

public class HashedHostsTests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    public void The_hash_is_xxHash64(string text, ulong hash) => Assert.Equal(hash, XxHash64.Of(text));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_key_stays_with_its_host_when_another_leaves(bool maglev)
    {
        HashSettings settings = maglev ? new HashSettings(0, 65537) : new HashSettings(1024, null);
        HostSlot[] slots = Slots(1, 1, 1);
        HashedHosts all = HashedHosts.Build([0, 1, 2], slots, settings)!;
        HashedHosts left = HashedHosts.Build([0, 1], slots, settings)!;
        ulong[] keys = [.. Enumerable.Range(0, 3000).Select(i => XxHash64.Of(i.ToString(CultureInfo.InvariantCulture)))];

        int moved = keys.Count(key => all.Pick(key) != 2 && all.Pick(key) != left.Pick(key));

        // Nearly all stay; a few move, because the hosts that are left get more places.
        Assert.InRange(moved, 0, 300);
        Assert.All((int[])[0, 1, 2], host => Assert.InRange(keys.Count(key => all.Pick(key) == host), 800, 1200));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_are_parts_of_the_keys(bool maglev)
    {
        HashedHosts table = HashedHosts.Build([0, 1], Slots(1, 3), maglev ? new HashSettings(0, 65537) : new HashSettings(4096, null))!;

        int heavy = Enumerable.Range(0, 4000).Count(i => table.Pick(XxHash64.Of(i.ToString(CultureInfo.InvariantCulture))) == 1);

        Assert.InRange(heavy, 2700, 3300);
    }

    [Fact]
    public void A_host_that_joins_warms_up()
    {
        var options = new UpstreamClusterOptions
        {
            Warmup = new Warmup(TimeSpan.FromSeconds(10).Ticks, 0.1, 1),
            Spread = new TrafficShareOptions { Policy = LbPolicy.RoundRobin },
        };
        var cluster = new UpstreamCluster(options);
        cluster.ApplyAssignment(Groups("10.0.0.1"), TimeSpan.FromHours(-1));
        cluster.ApplyAssignment(Groups("10.0.0.1", "10.0.0.2"), TimeSpan.Zero);

        Assert.InRange(Share(cluster, 0.5), 0.05, 0.15);
        Assert.InRange(Share(cluster, 9.5), 0.4, 0.5);
    }

    private static double Share(UpstreamCluster cluster, double second)
    {
        var attempts = new RequestAttempts();
        int fresh = 0;
        for (int i = 0; i < 1000; i++)
        {
            attempts.Begin();
            int host = cluster.Pick(attempts, null, TimeSpan.FromSeconds(second));
            fresh += cluster.EndpointOf(host).Address == "10.0.0.2" ? 1 : 0;
            cluster.Abandon(host);
        }

        return fresh / 1000.0;
    }

    private static EndpointGroup[] Groups(params string[] addresses) =>
        [new EndpointGroup(Locality.Empty, addresses.Select(address => new LocalityEndpoint(address, 80)).ToValueList())];

    private static HostSlot[] Slots(params uint[] weights) =>
        [.. weights.Select((weight, i) =>
            new HostSlot { Endpoint = new LocalityEndpoint(FormattableString.Invariant($"10.0.0.{i}"), 80), Weight = weight })];
}
