namespace Mesh.Istio.Simulation.Engine;

/// <summary>What a failure or a recovery did to running processes.</summary>
internal sealed class WorldChange
{
    /// <summary>Pods whose process ended, which resets their connections.</summary>
    public List<SimPod> Ended { get; } = [];

    /// <summary>Pods that were frozen and go on.</summary>
    public List<SimPod> Thawed { get; } = [];
}
