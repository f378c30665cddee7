namespace Mesh.Diagnostics;

/// <summary>
/// One finding about what a user wrote or what was observed. Mesh reports findings as values and throws only for misuse and I/O.
/// </summary>
/// <param name="Code">The stable code: <c>MM</c> model, <c>MI</c> inventory, <c>MG</c> generation, <c>MY</c> manifests, <c>MF</c>
/// forecasts and analysis, <c>MA</c> applying. The page <c>docs/diagnostics.md</c> lists all.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Path">Where it is: a model path (<c>tenants/dev/workspaces/bookinfo</c>), an object, or a file.</param>
/// <param name="Message">What is wrong; names the field and the value.</param>
/// <param name="Help">What to do about it.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Path, string Message, string Help)
{
    /// <summary>Line and column where a file is concerned; <see langword="null"/> otherwise.</summary>
    public TextPosition? Position { get; init; }

    /// <summary>
    /// Whom the finding concerns where <see cref="Path"/> does not say it: model paths of workspaces
    /// (<c>tenants/dev/workspaces/bookinfo</c>), or, before anybody has said who owns it, the namespace of an observed object
    /// (<c>aws/bookinfo</c>). Empty where the path says it, or where it concerns everybody.
    /// </summary>
    public ValueList<string> Concerns { get; init; }

    /// <summary>The finding on one line: <c>error MM001 path (line 3, column 7): message Help</c>.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString()
    {
        string severity = Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "info",
        };
        string position = Position is { } at ? $" ({at})" : "";
        return $"{severity} {Code} {Path}{position}: {Message} {Help}".TrimEnd();
    }
}
