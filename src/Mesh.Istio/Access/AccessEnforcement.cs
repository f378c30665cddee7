namespace Mesh.Istio.Access;

/// <summary>What API servers do with a change that somebody may not make.</summary>
public enum AccessEnforcement
{
    /// <summary>
    /// They let it pass, warn who makes it, and write it to the audit log. This is how a rollout begins: old roles and controllers that
    /// lack a right are seen, and nobody is stopped.
    /// </summary>
    Audit,

    /// <summary>They deny it.</summary>
    Deny,
}
