namespace Mesh.Istio.Forecasting.Access;

/// <summary>Whether a call may be made.</summary>
public enum CallVerdict
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>A policy forbids it: 403 or 401, or the connection is closed.</summary>
    Denied,

    /// <summary>The connection does not come about: what the caller sends is not what the place takes. No policy is asked.</summary>
    Refused,

    /// <summary>Some places let it pass and others do not.</summary>
    Partly,

    /// <summary>It depends on what nobody knows here: an authorizer, a token, an identity; or nobody is there to answer.</summary>
    Unknown,
}
