using Mesh.Diagnostics;

namespace Mesh;

/// <summary>
/// What the user states once: an organization with its clusters, tenants, workspaces and gateways. Everything else is derived from it.
/// </summary>
/// <remarks>
/// Immutable and equal by value; change it with <c>with</c>. Made by <c>MeshBuilder</c>, which validates, or read from JSON or YAML.
/// A model that was put together by hand is validated by the generator before anything is made of it.
/// </remarks>
/// <param name="Organization">The root of the tree.</param>
public sealed record MeshModel(Organization Organization)
{
    /// <summary>
    /// Errors of the documents that the model was read from, each with the workspaces of which it does not have everything. They are
    /// errors of the model as well: what there is of these workspaces stays. No part of the text of the model.
    /// </summary>
    internal ValueList<Diagnostic> Unread { get; init; }
}
