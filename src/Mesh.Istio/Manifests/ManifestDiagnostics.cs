using Mesh.Diagnostics;
using Mesh.Istio.Fields;

namespace Mesh.Istio.Manifests;

/// <summary>
/// Every kind of finding about manifests as objects and files; <see cref="FieldDiagnostics"/> has those about their fields. Codes start
/// with <c>MY</c>.
/// </summary>
public static class ManifestDiagnostics
{
    /// <summary>A document is not a mapping with <c>apiVersion</c>, <c>kind</c> and <c>metadata.name</c>.</summary>
    public static DiagnosticDescriptor NotAnObject { get; } = new("MY002", DiagnosticSeverity.Error, "The document is not a Kubernetes object.");

    /// <summary>An object of a kind that Mesh does not handle; it is left out.</summary>
    public static DiagnosticDescriptor OtherKind { get; } = new("MY008", DiagnosticSeverity.Info, "The object's kind is none that Mesh handles.");

    /// <summary>An Istio kind in an API version that does not exist.</summary>
    public static DiagnosticDescriptor UnknownVersion { get; } = new("MY009", DiagnosticSeverity.Error, "The kind has no such API version.");

    /// <summary>The same object stands twice among a cluster's manifests; the later one counts, as with <c>kubectl apply</c>.</summary>
    public static DiagnosticDescriptor ObjectTwice { get; } = new("MY010", DiagnosticSeverity.Warning, "The same object stands twice in one cluster.");

    /// <summary>A file or folder that the operating system does not let us read.</summary>
    public static DiagnosticDescriptor NoAccess { get; } = new("MY011", DiagnosticSeverity.Error, "The file or folder cannot be read.");

    /// <summary>A manifest that stands beside the clusters' folders and therefore belongs to no cluster.</summary>
    public static DiagnosticDescriptor NoCluster { get; } = new("MY012", DiagnosticSeverity.Warning, "The manifest belongs to no cluster.");

    /// <summary>A file that Mesh would write exists, and Mesh has not written it; it is left alone.</summary>
    public static DiagnosticDescriptor ForeignFile { get; } = new("MY013", DiagnosticSeverity.Error, "A file of somebody else stands where Mesh would write.");

    /// <summary>A file of an earlier run is no longer part of the result but was changed since; it is left alone.</summary>
    public static DiagnosticDescriptor ChangedStaleFile { get; } = new("MY014", DiagnosticSeverity.Warning, "An outdated file was changed by somebody and is left.");

    /// <summary>A workspace has errors: nothing of it is written, and its files of earlier runs stay.</summary>
    public static DiagnosticDescriptor WorkspaceHeld { get; } = new("MY015", DiagnosticSeverity.Warning, "The files of a workspace with errors stay as they are.");

    /// <summary>More of a cluster would go than <see cref="WriteOptions.MaxPrunedShare"/> allows; none of it goes.</summary>
    public static DiagnosticDescriptor PruneGuard { get; } = new("MY016", DiagnosticSeverity.Error, "More files would be deleted than the guard allows.");

    /// <summary>
    /// A cluster of earlier runs is absent from the resources and not among <see cref="WriteOptions.RemovedClusters"/>; its files stay.
    /// </summary>
    public static DiagnosticDescriptor AbsentCluster { get; } = new("MY017", DiagnosticSeverity.Warning, "The files of an absent cluster stay.");

    /// <summary>The organization, one of its clusters or the inventory is in error; nothing is written or deleted.</summary>
    public static DiagnosticDescriptor NothingWritten { get; } = new("MY018", DiagnosticSeverity.Error, "Nothing is written for resources with errors.");

    /// <summary>A cluster's name cannot be a folder's name, or differs from another in capitals only; the cluster is not written.</summary>
    public static DiagnosticDescriptor UnusableName { get; } = new("MY019", DiagnosticSeverity.Error, "The cluster's name cannot be a folder's name.");

    /// <summary>Objects of one cluster have the same kind, namespace and name; none of them is written.</summary>
    public static DiagnosticDescriptor Ambiguous { get; } = new("MY020", DiagnosticSeverity.Error, "Several objects of a cluster have one name.");

    /// <summary>A hidden file or folder, a link to a folder, an empty file, a pipe or a device in a folder of manifests.</summary>
    public static DiagnosticDescriptor PassedOver { get; } = new("MY021", DiagnosticSeverity.Info, "Something in the folder is not read.");

    /// <summary>On many file systems the two are one.</summary>
    public static DiagnosticDescriptor NamesDifferInCase { get; } = new("MY022", DiagnosticSeverity.Warning, "Names of files or folders differ in capitals only.");

    /// <summary>Objects without namespace; they are read as if they were applied without one being named.</summary>
    public static DiagnosticDescriptor NoNamespace { get; } = new("MY023", DiagnosticSeverity.Warning, "Objects have no namespace.");

    /// <summary>An object of the Kubernetes Gateway API, which istiod follows and Mesh does not read; it is left out.</summary>
    public static DiagnosticDescriptor GatewayApi { get; } = new("MY024", DiagnosticSeverity.Info, "The object is one of the Kubernetes Gateway API.");

    /// <summary>All kinds of findings about manifests, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All =>
    [
        NotAnObject, OtherKind, UnknownVersion, ObjectTwice, NoAccess, NoCluster, ForeignFile, ChangedStaleFile,
        WorkspaceHeld, PruneGuard, AbsentCluster, NothingWritten, UnusableName, Ambiguous, PassedOver, NamesDifferInCase,
        NoNamespace, GatewayApi,
    ];
}
