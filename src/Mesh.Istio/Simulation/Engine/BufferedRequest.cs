namespace Mesh.Istio.Simulation.Engine;

/// <summary>A request in the buffers of a frozen gateway whose caller gave up.</summary>
internal sealed record BufferedRequest(ulong Request, SimConnection Connection);
