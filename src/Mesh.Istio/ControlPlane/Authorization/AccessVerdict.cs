namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>What a proxy makes of a call before it is routed.</summary>
internal enum AccessVerdict
{
    /// <summary>No policy decides, or an ALLOW rule matches.</summary>
    Allowed,

    /// <summary>A policy refuses it: 403, or the connection is closed.</summary>
    Denied,

    /// <summary>The token is not accepted: 401.</summary>
    Unauthenticated,

    /// <summary>Envoy cannot read the request: 400.</summary>
    BadRequest,

    /// <summary>No filter chain is for the connection, or the handshake fails; no policy was asked.</summary>
    Refused,

    /// <summary>It depends on what is not known.</summary>
    Depends,
}
