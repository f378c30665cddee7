namespace Mesh.LoadBalancing;

/// <summary>The part of a client's requests that one endpoint gets.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Locality">The locality of its group.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Share">The part, from 0 to 1.</param>
public sealed record EndpointShare(LocalityEndpoint Endpoint, Locality Locality, int Priority, double Share);
