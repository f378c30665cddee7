using Mesh.Diagnostics;
using Mesh.Istio.Fields;

namespace Mesh.Istio.Manifests;

/// <summary>
/// Every kind of finding about manifests as objects and files; <see cref="FieldDiagnostics"/> has those about their fields. Codes start with <c>MY</c>.
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

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All =>
    [
        NotAnObject, OtherKind, UnknownVersion, ObjectTwice, NoAccess, NoCluster, ForeignFile, ChangedStaleFile,
    ];
}
