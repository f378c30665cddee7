using Mesh.Istio.Capacity;

namespace Mesh.Istio.Movement.Planning;

/// <summary>What a step is to bring about.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Title">The same in words.</param>
/// <param name="Model">The model after it.</param>
/// <param name="Demand">The demand after it.</param>
internal sealed record PlannedState(MovementAction Action, string Title, MeshModel Model, Demand Demand)
{
    /// <summary>The pods that it makes.</summary>
    public ValueList<MissingPods> Pods { get; init; }
}
