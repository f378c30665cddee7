using Mesh.Diagnostics;
using Mesh.Validation.Patterns;

namespace Mesh.Validation;

/// <summary>Patterns of text matches.</summary>
internal static class PatternCheck
{
    public static void Check(TextMatch match, Func<string> path, List<Diagnostic> found)
    {
        if (match.Kind != TextMatchKind.Regex)
        {
            return;
        }

        string? fault = match.Value.Length == 0 ? "is empty" : Re2Syntax.Fault(match.Value);
        if (fault is not null)
        {
            found.Add(
                ModelDiagnostics.InvalidRegex.At(
                    path(), $"The pattern '{Cut(match.Value)}' {fault}.", "Use RE2 syntax; the pattern must fit the whole text."));
        }
    }

    private static string Cut(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
