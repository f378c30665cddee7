namespace Mesh.Istio.Resources;

/// <summary>How traffic reaches a sidecar's listener.</summary>
public enum CaptureMode
{
    /// <summary>As the environment is set up.</summary>
    Default,

    /// <summary>Redirected by iptables.</summary>
    Iptables,

    /// <summary>Not captured: the application connects to the listener itself.</summary>
    None,
}
