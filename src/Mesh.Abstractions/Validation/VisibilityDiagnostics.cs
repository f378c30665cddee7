using Mesh.Diagnostics;

namespace Mesh.Validation;

/// <summary>
/// Every finding about who sees a host, and from where it is reached. The page <c>docs/diagnostics/model.md</c> explains each.
/// </summary>
public static class VisibilityDiagnostics
{
    /// <summary>A host is to be seen by a tenant or workspace that the model does not have.</summary>
    public static DiagnosticDescriptor UnknownViewer { get; } =
        new("MM180", DiagnosticSeverity.Error, "A host is visible to no tenant or workspace of that name.");

    /// <summary>A name in the list of those who see a host adds nothing.</summary>
    public static DiagnosticDescriptor RedundantViewer { get; } =
        new("MM181", DiagnosticSeverity.Warning, "A host is made visible to somebody twice.");

    /// <summary>A server in front of the mesh has no port.</summary>
    public static DiagnosticDescriptor MeshOnlyEdge { get; } =
        new("MM182", DiagnosticSeverity.Error, "A server that leads to clusters cannot be mesh-only.");

    /// <summary>The host of an edge is in front of the mesh; its own visibility is that of the host that it leads to.</summary>
    public static DiagnosticDescriptor VisibleEdge { get; } =
        new("MM183", DiagnosticSeverity.Warning, "Visibility of a server that leads to clusters has no effect.");

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [UnknownViewer, RedundantViewer, MeshOnlyEdge, VisibleEdge];
}
