namespace Mesh;

/// <summary>A set of workspaces, seen from one of them; each narrower than the one before.</summary>
public enum AccessScope
{
    /// <summary>All workspaces and everything outside them: no limit.</summary>
    Unlimited,

    /// <summary>All workspaces of the own tenant.</summary>
    Tenant,

    /// <summary>The own workspace.</summary>
    Workspace,

    /// <summary>None, apart from those that are listed.</summary>
    Listed,
}
