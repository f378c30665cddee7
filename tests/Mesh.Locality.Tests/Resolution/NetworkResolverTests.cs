using Mesh.Inventories;
using Mesh.Resolution;

namespace Mesh.Localities.Tests.Resolution;

public class NetworkResolverTests
{
    private static readonly NamespaceInfo Labelled = new() { Name = "istio-system", Labels = [new(NetworkResolver.Label, "by-namespace")] };

    private static readonly MeshNetworkInfo ByRegistry = new() { Name = "by-registry", Registries = ["other", "aws"] };

    private static readonly MeshNetworkInfo ByAddress = new() { Name = "by-address", Cidrs = ["10.0.0.0/8", "fd00::/8", "nonsense"] };

    private static readonly ClusterInventory Aws = new() { Name = "aws" };

    [Fact]
    public void The_label_of_a_pod_comes_first() =>
        Assert.Equal(
            new ResolvedNetwork("own", new LocalitySource("Pod", "ns/p", NetworkResolver.Label, "own")),
            new NetworkResolver(Aws with { Namespaces = [Labelled] }).OfWorkload([new(NetworkResolver.Label, "own")], name: "ns/p"));

    [Fact]
    public void The_label_of_the_Istio_namespace_comes_before_MeshNetworks() =>
        Assert.Equal(
            "by-namespace (topology.istio.io/network of Namespace istio-system)",
            new NetworkResolver(
                Aws with { Namespaces = [Labelled], MeshNetworks = [ByRegistry, ByAddress] }).OfWorkload([], "10.1.2.3").ToString());

    [Fact]
    public void The_label_of_another_namespace_does_not_count() =>
        Assert.Same(ResolvedNetwork.Unknown, new NetworkResolver(Aws with { Namespaces = [Labelled], IstioNamespace = "mesh" }).Cluster);

    [Fact]
    public void The_registry_comes_before_the_address() =>
        Assert.Equal(
            "by-registry", new NetworkResolver(Aws with { MeshNetworks = [ByAddress, ByRegistry] }).OfWorkload([], "10.1.2.3").Name);

    [Theory]
    [InlineData("10.1.2.3", "by-address")]
    [InlineData("fd00::1", "by-address")]
    [InlineData("192.168.0.1", "")]
    [InlineData("", "")]
    [InlineData("no address", "")]
    public void Addresses_are_looked_up_in_ranges(string address, string network) =>
        Assert.Equal(network, new NetworkResolver(Aws with { MeshNetworks = [ByAddress] }).OfWorkload([], address).Name);

    [Fact]
    public void Of_several_ranges_the_widest_counts() =>
        Assert.Equal("by-address", new NetworkResolver(Aws with
        {
            MeshNetworks = [new MeshNetworkInfo { Name = "a-narrow", Cidrs = ["10.1.0.0/16"] }, ByAddress],
        }).OfWorkload([], "10.1.2.3").Name);

    [Fact]
    public void An_empty_label_is_no_label() =>
        Assert.Equal("by-namespace", new NetworkResolver(Aws with { Namespaces = [Labelled] }).OfWorkload(new WorkloadInfo
        {
            Name = "p",
            Namespace = "ns",
            Labels = [new(NetworkResolver.Label, "")],
        }).Name);
}
