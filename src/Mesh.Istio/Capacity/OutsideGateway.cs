namespace Mesh.Istio.Capacity;

/// <summary>A gateway that takes requests from outside.</summary>
/// <param name="Workload">Its workload, <c>namespace/name</c>, in every cluster.</param>
/// <param name="Host">The host that users call.</param>
/// <param name="Port">The port that users call.</param>
public sealed record OutsideGateway(string Workload, string Host, int Port)
{
    /// <summary>As of <see cref="DemandFlow.Elsewhere"/>.</summary>
    public ValueList<string> Elsewhere { get; init; }
}
