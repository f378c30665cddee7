using Mesh.Dumps;
using Mesh.Inventories;

namespace Mesh.Localities.Tests.Dumps;

/// <summary>A cluster whose pods all name their network needs no other name for it.</summary>
public class OwnNetworkTests
{
    [Theory]
    [InlineData("topology.istio.io/network: n1", false)]
    [InlineData("app: a", true)]
    public void The_missing_network_is_said_where_a_pod_of_the_mesh_has_none(string label, bool isSaid)
    {
        string pod = $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: a, namespace: shop, labels: { {{label}} }, annotations: { sidecar.istio.io/status: '{}' } }
            spec: { containers: [{ name: app }, { name: istio-proxy, image: istio/proxyv2:1.31.0 }] }
            status: { podIP: 10.0.0.1 }
            """;

        Inventory inventory = Inventory.FromDumps([new DumpFile("aws", "all.yaml", System.Text.Encoding.UTF8.GetBytes(pod))]);

        Assert.Equal(isSaid, inventory.Diagnostics.Any(finding => finding.Code == InventoryDiagnostics.NoNetwork.Code));
    }
}
