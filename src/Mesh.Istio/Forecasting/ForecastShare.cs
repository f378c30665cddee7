namespace Mesh.Istio.Forecasting;

/// <summary>A destination with the part of the requests that it answers.</summary>
/// <param name="Cluster">The cluster behind the endpoint; empty where nothing tells.</param>
/// <param name="Locality">Where the endpoint is, as the client's istiod knows it.</param>
/// <param name="Address">The endpoint's address; empty where the client dials the address itself, and where its proxy answers.</param>
/// <param name="Port">The endpoint's port.</param>
/// <param name="Priority">The priority that the client's istiod gives it; 0 is used first.</param>
/// <param name="Percent">The part of the requests, from 0 to 100.</param>
public sealed record ForecastShare(string Cluster, Locality Locality, string Address, int Port, int Priority, double Percent);
