using Mesh.Inventories;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>
/// Puts beside what was written the Gateways and VirtualServices that istiod makes of objects of the Gateway API, so that whoever asks
/// about resources needs to know only these. What is left of the Gateway API is what Mesh cannot follow, each object with the reason.
/// </summary>
internal static class DerivedResources
{
    /// <summary>The same resources with the derived objects; doing it again changes nothing.</summary>
    public static MeshResources Of(MeshResources resources, Inventory inventory) =>
        resources.Clusters.All(cluster => cluster.GatewayApi.IsEmpty) ? resources : resources with
        {
            Clusters = resources.Clusters.Select(cluster => cluster.GatewayApi.IsEmpty ? cluster : Of(cluster, inventory)).ToValueList(),
        };

    private static ClusterResources Of(ClusterResources cluster, Inventory inventory) =>
        new ClusterDerivation(cluster, inventory.Find(cluster.Cluster) ?? new ClusterInventory { Name = cluster.Cluster }).Derive();
}
