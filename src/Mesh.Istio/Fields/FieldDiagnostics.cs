using Mesh.Diagnostics;

namespace Mesh.Istio.Fields;

/// <summary>Every kind of finding about the fields of manifests. Codes start with <c>MY</c>, as those about objects and files do.</summary>
public static class FieldDiagnostics
{
    /// <summary>The text is neither YAML nor JSON, holds a key twice, or is nested too deep.</summary>
    public static DiagnosticDescriptor Unreadable { get; } = new("MY001", DiagnosticSeverity.Error, "The text cannot be read as YAML or JSON.");

    /// <summary>A field that the kind does not have.</summary>
    public static DiagnosticDescriptor UnknownField { get; } = new("MY003", DiagnosticSeverity.Error, "The kind has no such field.");

    /// <summary>A value of another type than the field's, for example a number where text is needed.</summary>
    public static DiagnosticDescriptor WrongType { get; } = new("MY004", DiagnosticSeverity.Error, "The value has the wrong type.");

    /// <summary>
    /// A value of the right type that the field does not take: an unknown word, a malformed duration, a number out of range.
    /// </summary>
    public static DiagnosticDescriptor ValueNotAllowed { get; } = new("MY005", DiagnosticSeverity.Error, "The field does not take this value.");

    /// <summary>Two fields of which at most one may be set.</summary>
    public static DiagnosticDescriptor SetTwice { get; } = new("MY006", DiagnosticSeverity.Error, "Only one of these fields may be set.");

    /// <summary>A field that the kind cannot do without.</summary>
    public static DiagnosticDescriptor MissingField { get; } = new("MY007", DiagnosticSeverity.Error, "A required field is missing.");

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All => [Unreadable, UnknownField, WrongType, ValueNotAllowed, SetTwice, MissingField];
}
