namespace Mesh;

/// <summary>Which workspaces may call, or be called: those of a scope, and others that are listed.</summary>
public sealed record AccessSettings
{
    /// <summary>The scope, as seen from each workspace for which the settings hold.</summary>
    public required AccessScope Scope { get; init; }

    /// <summary>
    /// What is permitted beside the scope, as paths in the model: a whole tenant (<c>tenants/dev</c>) or a workspace
    /// (<c>tenants/dev/workspaces/shop</c>).
    /// </summary>
    public ValueList<string> Others { get; init; }
}
