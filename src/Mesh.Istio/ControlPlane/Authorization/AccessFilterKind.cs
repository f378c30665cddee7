namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>What a filter does with a call that one of its rules matches.</summary>
internal enum AccessFilterKind
{
    /// <summary>Another service is asked, which answers what nobody can know.</summary>
    Ask,

    /// <summary>It is refused: by DENY, or because a CUSTOM policy names an authorizer that cannot be asked.</summary>
    Deny,

    /// <summary>It passes; calls that no rule matches are refused.</summary>
    Allow,

    /// <summary>It is written down (AUDIT), nothing else.</summary>
    Log,
}
