using Mesh.Diagnostics;

namespace Mesh.Istio.Apply;

/// <summary>
/// Every finding of planning and applying. Codes start with <c>MA</c>; the page <c>docs/diagnostics.md</c> explains each.
/// </summary>
public static class ApplyDiagnostics
{
    /// <summary>There are objects for a cluster to which there is no connection.</summary>
    public static DiagnosticDescriptor NoConnection { get; } = new("MA001", DiagnosticSeverity.Error, "There is no connection to the cluster.");

    /// <summary>A cluster does not respond, or its response cannot be used.</summary>
    public static DiagnosticDescriptor Unreachable { get; } = new("MA002", DiagnosticSeverity.Error, "The cluster could not be asked what exists.");

    /// <summary>The API server refuses an object for what it holds.</summary>
    public static DiagnosticDescriptor Refused { get; } = new("MA003", DiagnosticSeverity.Error, "The API server refuses the object.");

    /// <summary>Somebody else owns an object or some of its fields.</summary>
    public static DiagnosticDescriptor Conflict { get; } = new("MA004", DiagnosticSeverity.Error, "Somebody else owns the object or some of its fields.");

    /// <summary>The user may not do what is needed.</summary>
    public static DiagnosticDescriptor Forbidden { get; } = new("MA005", DiagnosticSeverity.Error, "The rights do not suffice.");

    /// <summary>The cluster does not serve a kind.</summary>
    public static DiagnosticDescriptor NotServed { get; } = new("MA006", DiagnosticSeverity.Error, "The cluster does not serve the kind.");

    /// <summary>An object's namespace does not exist.</summary>
    public static DiagnosticDescriptor NamespaceMissing { get; } = new("MA007", DiagnosticSeverity.Error, "The object's namespace does not exist.");

    /// <summary>An object has no namespace, or is there twice.</summary>
    public static DiagnosticDescriptor NotApplicable { get; } = new("MA008", DiagnosticSeverity.Error, "The object cannot be applied as it is.");

    /// <summary>The parent of the apply set is not ours or cannot be written.</summary>
    public static DiagnosticDescriptor ParentRefused { get; } = new("MA009", DiagnosticSeverity.Error, "The parent of the apply set cannot be used.");

    /// <summary>More would be deleted than the guard allows.</summary>
    public static DiagnosticDescriptor PruneGuard { get; } = new("MA010", DiagnosticSeverity.Error, "More objects would be deleted than the guard allows.");

    /// <summary>An object of a protected workspace is no longer desired.</summary>
    public static DiagnosticDescriptor Protected { get; } = new("MA011", DiagnosticSeverity.Warning, "The object's workspace is protected from deletion.");

    /// <summary>The cluster did not carry out a request however often it was repeated, or no response came.</summary>
    public static DiagnosticDescriptor Failed { get; } = new("MA012", DiagnosticSeverity.Error, "The cluster did not carry out or confirm the request.");

    /// <summary>Objects that are no longer desired stay because something else did not succeed.</summary>
    public static DiagnosticDescriptor NotPruned { get; } = new("MA013", DiagnosticSeverity.Warning, "Nothing is deleted because something else did not succeed.");

    /// <summary>A finalizer holds an object that is being deleted.</summary>
    public static DiagnosticDescriptor BeingDeleted { get; } = new("MA014", DiagnosticSeverity.Warning, "The object is being deleted and not gone yet.");

    /// <summary>A stage was not applied because an earlier one failed or the gate did not open.</summary>
    public static DiagnosticDescriptor StageNotApplied { get; } = new("MA015", DiagnosticSeverity.Error, "The rollout stopped before the cluster.");

    /// <summary>The caller cancelled before everything was done.</summary>
    public static DiagnosticDescriptor Cancelled { get; } = new("MA016", DiagnosticSeverity.Error, "The run was cancelled.");

    /// <summary>The caller's progress failed.</summary>
    public static DiagnosticDescriptor ProgressFailed { get; } = new("MA017", DiagnosticSeverity.Warning, "The progress could not be reported.");

    /// <summary>An object carries the label of the set, and its own field manager did not apply it.</summary>
    public static DiagnosticDescriptor ForeignMember { get; } = new("MA018", DiagnosticSeverity.Warning, "The object carries the label of the set and was applied by somebody else.");

    /// <summary>A workspace that is to be protected does not exist.</summary>
    public static DiagnosticDescriptor UnknownWorkspace { get; } = new("MA019", DiagnosticSeverity.Error, "A workspace that is to be protected does not exist.");

    /// <summary>The API server answered with other values than those that were applied: a mutating webhook changes them.</summary>
    public static DiagnosticDescriptor Mutated { get; } = new("MA028", DiagnosticSeverity.Warning, "Something in the cluster changes what is applied.");

    /// <summary>An object's namespace is being deleted, and nothing new can be created in it.</summary>
    public static DiagnosticDescriptor NamespaceTerminating { get; } = new("MA029", DiagnosticSeverity.Error, "The object's namespace is being deleted.");

    /// <summary>A round was not made because an earlier one is not done in every cluster.</summary>
    public static DiagnosticDescriptor RoundNotApplied { get; } = new("MA040", DiagnosticSeverity.Error, "A round waits for another cluster.");

    /// <summary>A VirtualService would get another name, and somebody else's for the same host would take over.</summary>
    public static DiagnosticDescriptor RenamedBeside { get; } = new("MA041", DiagnosticSeverity.Error, "A new name would hand a host over to somebody else's VirtualService.");

    /// <summary>Another organization has the policies of a cluster.</summary>
    public static DiagnosticDescriptor AccessOwned { get; } = new("MA042", DiagnosticSeverity.Error, "Another organization enforces access in the cluster.");

    /// <summary>A live value stays, because somebody changed it who may.</summary>
    public static DiagnosticDescriptor Adopted { get; } = new("MA043", DiagnosticSeverity.Warning, "A value that somebody else may write stays, and the model has another.");

    /// <summary>All kinds of findings about applying, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All =>
    [
        NoConnection, Unreachable, Refused, Conflict, Forbidden, NotServed, NamespaceMissing, NotApplicable, ParentRefused, PruneGuard,
        Protected, Failed, NotPruned,
        BeingDeleted, StageNotApplied, Cancelled, ProgressFailed, ForeignMember, UnknownWorkspace, Mutated, NamespaceTerminating,
        RoundNotApplied, RenamedBeside, AccessOwned, Adopted,
    ];
}
