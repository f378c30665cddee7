namespace Mesh.Istio.Apply;

/// <summary>What a health gate is asked after a stage.</summary>
/// <param name="Stage">The number of the stage that was applied, from 0.</param>
/// <param name="Applied">What happened in the clusters of this stage and of those before it.</param>
/// <param name="Next">The clusters of the next stage.</param>
public sealed record GateContext(int Stage, ValueList<ClusterResult> Applied, ValueList<string> Next);
