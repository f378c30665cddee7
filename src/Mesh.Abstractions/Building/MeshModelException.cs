using Mesh.Diagnostics;

namespace Mesh;

/// <summary>A model has errors. <see cref="Diagnostics"/> holds all findings; the message lists the errors, one a line.</summary>
public sealed class MeshModelException : Exception
{
    /// <summary>Makes an exception of findings.</summary>
    /// <param name="diagnostics">The findings.</param>
    public MeshModelException(DiagnosticList diagnostics)
        : base(Describe(diagnostics)) => Diagnostics = diagnostics;

    /// <summary>All findings, warnings too.</summary>
    public DiagnosticList Diagnostics { get; }

    private static string Describe(DiagnosticList diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        Diagnostic[] errors = [.. diagnostics.Errors];
        string head = errors.Length == 1 ? "The model has an error:" : $"The model has {errors.Length} errors:";
        return $"{head}\n{string.Join("\n", errors.AsEnumerable())}";
    }
}
