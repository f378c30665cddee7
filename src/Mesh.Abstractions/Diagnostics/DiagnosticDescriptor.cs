namespace Mesh.Diagnostics;

/// <summary>A kind of finding: its stable code, its severity, and in one sentence what it means. Catalogues hold one per code.</summary>
/// <param name="Code">The stable code: an area's two letters and three digits, for example <c>MM001</c>.</param>
/// <param name="Severity">The severity of every finding of this kind.</param>
/// <param name="Title">What the finding means, in one short sentence.</param>
public sealed record DiagnosticDescriptor(string Code, DiagnosticSeverity Severity, string Title)
{
    /// <summary>Makes a finding of this kind.</summary>
    /// <param name="path">Where it is: a model path, an object or a file.</param>
    /// <param name="message">What is wrong; names the field and the value.</param>
    /// <param name="help">What to do about it.</param>
    /// <returns>The finding.</returns>
    public Diagnostic At(string path, string message, string help) => new(Code, Severity, path, message, help);
}
