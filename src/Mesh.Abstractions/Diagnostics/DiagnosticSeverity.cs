namespace Mesh.Diagnostics;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; nothing has to change.</summary>
    Info,

    /// <summary>Works, but not as its author probably expects.</summary>
    Warning,

    /// <summary>Wrong: what it concerns is refused or left out.</summary>
    Error,
}
