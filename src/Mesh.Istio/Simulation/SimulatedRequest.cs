namespace Mesh.Istio.Simulation;

/// <summary>How one simulated request ended for its caller.</summary>
/// <param name="Index">Its number, from 0 in the order of start.</param>
/// <param name="Started">When it was sent, since the start of the simulation.</param>
/// <param name="Duration">How long its caller waited.</param>
/// <param name="Status">The status code; 0 when the caller gave up or is still waiting, or lost its TCP connection. An answer over TCP
/// counts as 200.</param>
/// <param name="Flags">The response flags of the caller's proxy; <c>-</c> for none.</param>
/// <param name="Attempts">How often the caller's proxy tried, at least 1.</param>
/// <param name="Cluster">The cluster that answered; empty when none did.</param>
/// <param name="Pod">The pod that answered, <c>NAMESPACE/NAME</c>; empty when none did.</param>
public readonly record struct SimulatedRequest(
    long Index, TimeSpan Started, TimeSpan Duration, int Status, string Flags, int Attempts, string Cluster, string Pod)
{
    /// <summary>The status of a gRPC call; 0 (<c>OK</c>) for everything else.</summary>
    public int GrpcStatus { get; init; }

    /// <summary>
    /// How often an application took it in to work on it, whatever came of that: more than once where a proxy repeated what had been
    /// executed. 0 over TCP, of which bytes say nothing.
    /// </summary>
    public int Executions { get; init; }

    /// <summary>Whether its caller sees an error: a status of 400 or more, none, or a gRPC status other than 0.</summary>
    public bool Failed => Status is 0 or >= 400 || GrpcStatus > 0;
}
