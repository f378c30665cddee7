using Mesh.Inventories;
using Mesh.Istio.ControlPlane;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>
/// The orders in which an istiod can have read a cluster. An EndpointSlice that it reads before the Service makes endpoints that are terminating
/// count as merely unhealthy, until the slice changes again; the recordings hold both, even within one line.
/// </summary>
internal static class EventOrders
{
    /// <summary>The snapshot with the usual order first, then with every choice of clusters whose slices came first.</summary>
    internal static IEnumerable<PushContext> Of(PushContext mesh)
    {
        string[] clusters = [.. mesh.Clusters.Where(entry => entry.Inventory.Endpoints.Any(IsTerminating)).Select(entry => entry.Inventory.Name)];
        for (int choice = 0; choice < 1 << clusters.Length; choice++)
        {
            string[] slicesFirst = [.. clusters.Where((_, index) => (choice & (1 << index)) != 0)];
            yield return mesh with
            {
                Clusters = mesh.Clusters.Select(entry => slicesFirst.Contains(entry.Inventory.Name) ? SlicesFirst(entry) : entry).ToValueList(),
            };
        }
    }

    private static ClusterSnapshot SlicesFirst(ClusterSnapshot cluster) => cluster with
    {
        Inventory = cluster.Inventory with
        {
            Endpoints = cluster.Inventory.Endpoints.Select(endpoint => IsTerminating(endpoint) ? endpoint with { Terminating = false } : endpoint).ToValueList(),
        },
    };

    private static bool IsTerminating(EndpointInfo endpoint) => !endpoint.Ready && endpoint.Terminating != false;
}
