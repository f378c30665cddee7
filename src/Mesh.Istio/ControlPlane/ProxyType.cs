namespace Mesh.Istio.ControlPlane;

/// <summary>What kind of Envoy a proxy is; istiod treats them differently.</summary>
public enum ProxyType
{
    /// <summary>A sidecar beside a workload: Sidecar resources apply to it.</summary>
    Sidecar,

    /// <summary>A gateway: sees every service that is exported to its namespace, serves Gateway resources.</summary>
    Router,
}
