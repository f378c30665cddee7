using Mesh.Inventories;

namespace Mesh.Istio.Failures;

/// <summary>Makes the endpoints that Kubernetes would make, for clusters whose dump has no EndpointSlice at all.</summary>
internal static class EndpointCompletion
{
    public static Inventory Complete(Inventory inventory) => inventory.Clusters.All(cluster => !cluster.Endpoints.IsEmpty)
        ? inventory
        : inventory with
        {
            Clusters = inventory.Clusters
                .Select(cluster => cluster.Endpoints.IsEmpty
                    ? cluster with { Endpoints = DeclaredEndpoints.Of(cluster.Services, cluster.Workloads) } : cluster)
                .ToValueList(),
        };
}
