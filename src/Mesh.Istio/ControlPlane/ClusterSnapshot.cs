using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane;

/// <summary>What an istiod reads from one cluster.</summary>
/// <param name="Inventory">The Kubernetes facts: services, endpoints, pods, nodes, namespaces.</param>
/// <param name="Objects">
/// The Istio resources of the cluster. Of a cluster other than the istiod's own only the WorkloadEntries count.
/// </param>
public sealed record ClusterSnapshot(ClusterInventory Inventory, ValueList<IstioObject> Objects = default);
