using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>A pod that requests come to.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="IsGateway">Whether it only passes them on.</param>
/// <param name="Part">How many come to it for each request that is sent.</param>
internal sealed record PodVisit(BackendKey Pod, bool IsGateway, double Part);
