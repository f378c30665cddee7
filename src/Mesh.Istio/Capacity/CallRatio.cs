namespace Mesh.Istio.Capacity;

/// <summary>A call that a workload makes because of the requests that it receives.</summary>
/// <param name="Workload">The workload, <c>namespace/name</c>, in every cluster.</param>
/// <param name="Host">The host that it calls.</param>
/// <param name="Port">The port that it calls; 0 for the first port of the host.</param>
/// <param name="CallsPerRequest">How many calls it makes for each request that it receives.</param>
/// <param name="Source">Who says so: <c>declared</c> or <c>Prometheus</c>.</param>
public sealed record CallRatio(string Workload, string Host, int Port, double CallsPerRequest, string Source = "declared");
