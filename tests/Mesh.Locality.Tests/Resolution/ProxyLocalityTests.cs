using Mesh.Inventories;
using Mesh.Resolution;

namespace Mesh.Localities.Tests.Resolution;

public class ProxyLocalityTests
{
    private static readonly LocalityResolver Resolver = new(IstioVersion.V1_31);

    [Fact]
    public void Topology_labels_of_the_registry_come_first()
    {
        ResolvedLocality locality = Resolver.OfProxy(new ProxyDescription
        {
            Name = "p",
            RegistryLabels = LocalityResolverTests.Labels("topology.kubernetes.io/zone=z,istio-locality=a.b.c"),
            NodeLocality = new Locality("connection"),
        });

        Assert.Equal("/z", locality.Value.ToString());
        Assert.Equal(new LocalitySource("Proxy", "p", LocalityLabel.Zone, "z"), Assert.Single(locality.Sources));
    }

    [Fact]
    public void Old_topology_labels_do_not_count_for_a_proxy() =>
        Assert.Equal("connection", Resolver.OfProxy(new ProxyDescription
        {
            RegistryLabels = LocalityResolverTests.Labels("failure-domain.beta.kubernetes.io/region=old"),
            NodeLocality = new Locality("connection"),
        }).Value.Region);

    [Fact]
    public void The_override_label_comes_second_and_keeps_its_dots() =>
        Assert.Equal(new Locality("a.b.c"), Resolver.OfProxy(new ProxyDescription
        {
            RegistryLabels = LocalityResolverTests.Labels("istio-locality=a.b.c"),
            NodeLocality = new Locality("connection"),
        }).Value);

    [Fact]
    public void Registry_labels_hide_those_that_the_proxy_reports() =>
        Assert.Equal("connection", Resolver.OfProxy(new ProxyDescription
        {
            RegistryLabels = default(ValueMap<string>),
            WorkloadLabels = LocalityResolverTests.Labels("topology.kubernetes.io/region=reported"),
            NodeLocality = new Locality("connection"),
        }).Value.Region);

    [Fact]
    public void Without_registry_the_reported_labels_count() =>
        Assert.Equal("reported", Resolver.OfProxy(new ProxyDescription
        {
            WorkloadLabels = LocalityResolverTests.Labels("topology.kubernetes.io/region=reported"),
        }).Value.Region);

    [Fact]
    public void The_agent_turns_the_dots_of_the_older_label_into_slashes() =>
        Assert.Equal(new Locality("a", "b", "c"), Resolver.OfProxy(new ProxyDescription
        {
            WorkloadLabels = LocalityResolverTests.Labels("istio-locality=a.b.c"),
        }).Value);

    [Theory]
    [InlineData(31, "a.b.c", "")]
    [InlineData(28, "plat", "")]
    public void The_newer_label_of_a_virtual_machine_stays_dotted(int minor, string region, string zone) =>
        Assert.Equal(new Locality(region, zone), new LocalityResolver(new IstioVersion(1, minor)).OfProxy(new ProxyDescription
        {
            WorkloadLabels = LocalityResolverTests.Labels("topology.istio.io/locality=a.b.c"),
            PlatformLocality = new Locality("plat"),
        }).Value);

    [Fact]
    public void The_cloud_tells_when_no_label_does()
    {
        ResolvedLocality locality = Resolver.OfProxy(
            new ProxyDescription { Name = "vm", PlatformLocality = new Locality("us-east1", "us-east1-b") });

        Assert.Equal("us-east1/us-east1-b", locality.Value.ToString());
        Assert.Equal("platform metadata of Proxy vm", locality.Sources[0].ToString());
    }

    [Fact]
    public void The_connection_wins_over_what_the_agent_would_compute() =>
        Assert.Equal("connection", Resolver.OfProxy(new ProxyDescription
        {
            NodeLocality = new Locality("connection"),
            PlatformLocality = new Locality("plat"),
        }).Value.Region);

    [Fact]
    public void A_proxy_of_which_nothing_is_known_is_nowhere() =>
        Assert.Same(ResolvedLocality.Unknown, Resolver.OfProxy(new ProxyDescription()));
}
