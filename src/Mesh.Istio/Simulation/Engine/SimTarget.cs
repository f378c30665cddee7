using Mesh.Inventories;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>What is behind an endpoint's address: a pod, or the port of a Service whose pods take turns at random.</summary>
/// <param name="Cluster">The cluster behind it; empty where nothing tells.</param>
/// <param name="Pod">The pod; <see langword="null"/> for a Service.</param>
/// <param name="Service">The Service; <see langword="null"/> for a pod.</param>
/// <param name="Port">The port of the endpoint.</param>
internal sealed record SimTarget(string Cluster, SimPod? Pod, ServiceInfo? Service, int Port);
