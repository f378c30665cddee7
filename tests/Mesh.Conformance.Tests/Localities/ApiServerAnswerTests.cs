using System.Text;
using Mesh.Conformance.Tests.Applying;
using Mesh.Dumps;
using Mesh.Inventories;

namespace Mesh.Conformance.Tests.Localities;

/// <summary>Lists as a real API server answers them are dumps too: typed lists whose items have no kind of their own.</summary>
public class ApiServerAnswerTests
{
    [Fact]
    public void Nodes_namespaces_and_services_are_read_without_finding_in_them()
    {
        Inventory inventory = Read("node-list", "namespace-get", "service-list-selector", "configmap-list-istio");
        ClusterInventory cluster = inventory.Clusters[0];

        Assert.DoesNotContain(inventory.Diagnostics, finding => finding.Path != "east");
        Assert.NotEmpty(cluster.Nodes);
        Assert.All(cluster.Nodes, node => Assert.Equal(
            new Locality(
                node.Labels["topology.kubernetes.io/region"],
                node.Labels["topology.kubernetes.io/zone"],
                node.Labels.GetValueOrDefault("topology.istio.io/subzone", "")),
            node.Locality.Value));
        Assert.Equal("network-east", cluster.Network);
        Assert.Equal(["2001:db8::10", "203.0.113.10"], cluster.Services[0].ExternalAddresses);
        Assert.Contains(cluster.Services[0].Ports, port => port is { Number: 15443, TargetPort: "15443", NodePort: 31505 });
    }

    [Theory]
    [InlineData("service-status-hostname")]
    [InlineData("service-status-ip")]
    public void An_address_is_found_whatever_its_form(string id) =>
        Assert.NotEmpty(Assert.Single(Read(id).Clusters[0].Services).ExternalAddresses);

    [Fact]
    public void A_pending_load_balancer_is_reported() =>
        Assert.Contains(Read("service-loadbalancer-pending").Diagnostics, finding => finding.Code == "MI020");

    [Fact]
    public void Lists_of_metadata_only_are_passed_over_with_a_note()
    {
        Inventory inventory = Read("node-list-metadata-only");

        Assert.Empty(inventory.Clusters[0].Nodes);
        Assert.Contains(inventory.Diagnostics, finding => finding.Code == "MI006");
    }

    private static Inventory Read(params string[] ids) => Inventory.FromDumps(ids.Select(id => new DumpFile(
        "east", id + ".json", Encoding.UTF8.GetBytes(
            ApiServerRecordings.Interactions(one => one == id)[0]["response"]!["body"]!.ToJsonString()))));
}
