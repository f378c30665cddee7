namespace Mesh.Istio.Resources;

/// <summary>How the port of a redirect is found.</summary>
public enum RedirectPortSelection
{
    /// <summary>80 for HTTP, 443 for HTTPS.</summary>
    FromProtocolDefault,

    /// <summary>The port of the request.</summary>
    FromRequestPort,
}
