using System.Text;
using Mesh.Dumps;
using Mesh.Inventories;

namespace Mesh.Localities.Tests.Dumps;

/// <summary>Names of remote secrets tell whom an istiod reads; their content is never looked at.</summary>
public class RemoteSecretTests
{
    private const string Hidden = "data: {west: bm90aGluZyB0byBzZWU=}\n";

    [Fact]
    public void Without_a_dump_of_Secrets_nothing_is_known() =>
        Assert.Null(Read("apiVersion: v1\nkind: Namespace\nmetadata: {name: istio-system}\n").RemoteSecrets);

    [Theory]
    [InlineData("name: istio-remote-secret-west, labels: {istio/multiCluster: 'true'}", "west")]
    [InlineData("name: a, labels: {istio/multiCluster: 'true'}, annotations: {networking.istio.io/cluster: north}", "north")]
    [InlineData("name: a, labels: {istio/multiCluster: 'true'}", "a")]
    [InlineData("name: istio-remote-secret-west", "")]
    [InlineData("name: istio-remote-secret-east, labels: {istio/multiCluster: 'true'}", "")]
    public void The_name_of_the_cluster_is_in_the_annotation_or_the_name(string metadata, string reads)
    {
        ValueList<string>? read = Read(
            $"apiVersion: v1\nkind: Secret\nmetadata: {{namespace: istio-system, {metadata}}}\n{Hidden}").RemoteSecrets;

        Assert.Equal(reads.Length == 0 ? [] : [reads], read!.Value);
    }

    [Fact]
    public void A_Secret_of_another_namespace_is_none_of_istiods() => Assert.Equal(
        default(ValueList<string>),
        Read("apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: other, labels: {istio/multiCluster: 'true'}}\n").RemoteSecrets);

    [Fact]
    public void An_empty_list_of_Secrets_means_that_there_is_none() =>
        Assert.Equal(default(ValueList<string>), Read("apiVersion: v1\nkind: SecretList\nitems: []\n").RemoteSecrets);

    [Theory]
    [InlineData("east-primary", "east-primary")]
    [InlineData("'*,p'", "p")]
    [InlineData("'*'", null)]
    [InlineData("east", null)]
    public void The_namespace_of_Istio_names_the_control_plane_of_a_cluster_without(string planes, string? plane) => Assert.Equal(
        plane,
        Read($"apiVersion: v1\nkind: Namespace\nmetadata: {{name: istio-system, annotations: {{topology.istio.io/controlPlaneClusters: "
            + $"{planes}}}}}\n")
            .ControlPlane);

    private static ClusterInventory Read(string text) =>
        Inventory.FromDumps([new DumpFile("east", "objects.yaml", Encoding.UTF8.GetBytes(text))]).Find("east")!;
}
