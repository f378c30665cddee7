using Mesh.Inventories;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>Who serves a Gateway of the Gateway API.</summary>
/// <param name="Service">The Service of its pods; <see langword="null"/> where none is known.</param>
/// <param name="Why">Why Mesh, or istiod, does nothing with the Gateway; empty where it is served.</param>
internal sealed record GatewayOwner(ServiceInfo? Service, string Why)
{
    /// <summary>Whether another controller's class says that istiod does not look at it.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether istiod serves nothing of it, so that nothing is missing in an answer.</summary>
    public bool HasNoEffect { get; init; }
}
