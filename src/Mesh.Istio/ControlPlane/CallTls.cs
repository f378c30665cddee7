namespace Mesh.Istio.ControlPlane;

/// <summary>How a request comes to a listener.</summary>
public enum CallTls
{
    /// <summary>Plain text.</summary>
    None,

    /// <summary>TLS without Istio's client certificate.</summary>
    Simple,

    /// <summary>Istio's mutual TLS, with its application protocols.</summary>
    Mutual,
}
