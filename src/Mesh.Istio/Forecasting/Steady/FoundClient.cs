using Mesh.Diagnostics;

namespace Mesh.Istio.Forecasting.Steady;

/// <summary>The proxy of a client, or why there is none.</summary>
/// <param name="Proxy">The proxy; <see langword="null"/> when the client was not found.</param>
/// <param name="Pods">The client's pods.</param>
/// <param name="Problem">Why there is no proxy; else <see langword="null"/>.</param>
internal sealed record FoundClient(ClientProxy? Proxy, ValueList<Inventories.WorkloadInfo> Pods, Diagnostic? Problem);
