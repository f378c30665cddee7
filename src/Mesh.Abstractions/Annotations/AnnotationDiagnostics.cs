using Mesh.Diagnostics;

namespace Mesh.Annotations;

/// <summary>Every finding about annotations of Services. The page <c>docs/diagnostics.md</c> explains each.</summary>
public static class AnnotationDiagnostics
{
    /// <summary>A Service is annotated in a namespace that no workspace owns.</summary>
    public static DiagnosticDescriptor AnnotationWithoutWorkspace { get; } = new("MM160", DiagnosticSeverity.Warning, "A Service is annotated in a namespace that no workspace owns.");

    /// <summary>Clusters annotate the same Service differently.</summary>
    public static DiagnosticDescriptor AnnotationsDiffer { get; } = new("MM161", DiagnosticSeverity.Warning, "Clusters annotate the same Service differently.");

    /// <summary>It is unclear which gateway an annotated Service is for.</summary>
    public static DiagnosticDescriptor AnnotationWithoutGateway { get; } = new("MM162", DiagnosticSeverity.Error, "It is unclear which gateway an annotated Service is for.");

    /// <summary>An annotation of a Service cannot be followed.</summary>
    public static DiagnosticDescriptor InvalidAnnotationValue { get; } = new("MM163", DiagnosticSeverity.Error, "An annotation of a Service cannot be followed.");

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
        [AnnotationWithoutWorkspace, AnnotationsDiffer, AnnotationWithoutGateway, InvalidAnnotationValue];
}
