namespace Mesh.Istio.ControlPlane;

/// <summary>
/// Envoy's <c>zone_aware_lb_config</c> (since Istio 1.31). It acts only where the proxy knows its own cluster
/// (<c>ISTIO_META_ENABLE_SELF_DISCOVERY</c>).
/// </summary>
/// <param name="Enabled">Whether Envoy routes by zone; off, istiod sends <c>routing_enabled</c> 0 percent.</param>
/// <param name="MinClusterSize">The number of hosts below which zones are ignored; <see langword="null"/> is Envoy's default, 6.</param>
public sealed record ZoneAwareLb(bool Enabled, uint? MinClusterSize);
