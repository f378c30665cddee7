using Mesh.Diagnostics;

namespace Mesh.Istio.Reconciling;

/// <summary>
/// Every finding of a reconciler beside those of reading, generating and applying. Codes are <c>MA020</c> to <c>MA027</c> and from
/// <c>MA030</c> on.
/// </summary>
public static class ReconcilerDiagnostics
{
    /// <summary><c>MA020</c>: facts are missing.</summary>
    public static DiagnosticDescriptor FactsMissing { get; } = new("MA020", DiagnosticSeverity.Error, "Not everything that decides what is desired could be read.");

    /// <summary><c>MA021</c>: the model has errors, or generation reports some.</summary>
    public static DiagnosticDescriptor NotGenerated { get; } = new("MA021", DiagnosticSeverity.Error, "What is desired could not be generated without errors.");

    /// <summary><c>MA022</c>: the Lease cannot be read or written.</summary>
    public static DiagnosticDescriptor LeaseFailed { get; } = new("MA022", DiagnosticSeverity.Error, "The Lease of the leader cannot be read or written.");

    /// <summary><c>MA023</c>: an object differs from what was applied.</summary>
    public static DiagnosticDescriptor ObjectChanged { get; } = new("MA023", DiagnosticSeverity.Warning, "Somebody changed an object after it was applied.");

    /// <summary><c>MA024</c>: an object that was applied is gone.</summary>
    public static DiagnosticDescriptor ObjectMissing { get; } = new("MA024", DiagnosticSeverity.Warning, "Somebody deleted an object after it was applied.");

    /// <summary><c>MA025</c>: the set has a member that was not applied.</summary>
    public static DiagnosticDescriptor ObjectSurplus { get; } = new("MA025", DiagnosticSeverity.Warning, "The set has a member that was not applied.");

    /// <summary><c>MA026</c>: the folder of the model cannot be read.</summary>
    public static DiagnosticDescriptor ModelUnreadable { get; } = new("MA026", DiagnosticSeverity.Error, "The folder of the model cannot be read.");

    /// <summary><c>MA027</c>: a workspace has errors and is held, the others are not.</summary>
    public static DiagnosticDescriptor WorkspaceHeld { get; } = new("MA027", DiagnosticSeverity.Error, "A workspace has errors and is held as it is.");

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All =>
        [FactsMissing, NotGenerated, LeaseFailed, ObjectChanged, ObjectMissing, ObjectSurplus, ModelUnreadable, WorkspaceHeld];
}
