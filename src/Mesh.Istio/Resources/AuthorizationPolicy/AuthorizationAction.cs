namespace Mesh.Istio.Resources;

/// <summary>What happens to a request that a rule matches.</summary>
public enum AuthorizationAction
{
    /// <summary>It is allowed; requests that no rule matches are denied. The value when none is written.</summary>
    Allow,

    /// <summary>It is denied, whatever other policies allow.</summary>
    Deny,

    /// <summary>It is marked for the audit log.</summary>
    Audit,

    /// <summary>An external authorizer decides.</summary>
    Custom,
}
