using Mesh.Inventories;
using Mesh.Istio.Capacity;

namespace Mesh.Istio.Movement;

/// <summary>The mesh in which something is moved.</summary>
/// <param name="Model">The model as it is applied now.</param>
/// <param name="Inventory">What was observed.</param>
/// <param name="Demand">Who sends what.</param>
public sealed record MovementMesh(MeshModel Model, Inventory Inventory, Demand Demand)
{
    /// <summary>What pods carry; <see langword="null"/>, the default: what the model says.</summary>
    public CapacityTable? Capacities { get; init; }
}
