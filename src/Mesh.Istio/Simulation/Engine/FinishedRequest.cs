namespace Mesh.Istio.Simulation.Engine;

/// <summary>How a request ended for its caller.</summary>
internal readonly record struct FinishedRequest(int Status, string Flags, int Attempts, int GrpcStatus)
{
    /// <summary>Whether its caller sees an error.</summary>
    public bool Failed => Status is 0 or >= 400 || GrpcStatus > 0;
}
