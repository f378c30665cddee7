using System.Text.RegularExpressions;
using Mesh.Diagnostics;

namespace Mesh.Cases.Tests.Checks;

/// <summary>What a list of findings shall have or not have.</summary>
/// <param name="Kind"><c>none</c>, <c>no-errors</c>, <c>no-warnings</c>, <c>has</c>, <c>not</c> or <c>only</c>.</param>
/// <param name="Codes">The codes that are meant; empty means any.</param>
/// <param name="Text">What the finding's line contains; empty means anything.</param>
internal sealed partial record FindingWant(string Kind, string[] Codes, string Text)
{
    /// <exception cref="FormatException">The want is unknown, or a code is none.</exception>
    public static FindingWant Parse(string text)
    {
        string[] words = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["none" or "no-errors" or "no-warnings"] => new FindingWant(words[0], [], ""),
            ["has" or "not", "any", .. var more] => new FindingWant(words[0], [], string.Concat(more)),
            ["has" or "not", var code, .. var more] => new FindingWant(words[0], [CodeOf(code)], string.Concat(more)),
            ["only", var codes] => new FindingWant("only", [.. codes.Split(',').Select(CodeOf)], ""),
            _ => throw new FormatException($"unknown want '{text}'"),
        };
    }

    /// <summary>What was expected and what came; <see langword="null"/> when the want is met.</summary>
    public string? Problem(DiagnosticList findings)
    {
        if (Kind == "has")
        {
            return findings.Any(Matches) ? null : $"expected {this}, but found {(findings.Count == 0 ? "nothing" : $"only\n{findings}")}";
        }

        var unwanted = new DiagnosticList(findings.Where(IsUnwanted));
        return unwanted.Count == 0 ? null : $"expected {this}, but found\n{unwanted}";
    }

    public override string ToString()
    {
        string codes = Codes.Length > 0 ? string.Join(',', Codes) : Kind is "has" or "not" ? "any" : "";
        return string.Join(' ', new[] { Kind, codes, Text }.Where(word => word.Length > 0));
    }

    private bool IsUnwanted(Diagnostic finding) => Kind switch
    {
        "none" => true,
        "no-errors" => finding.Severity == DiagnosticSeverity.Error,
        "no-warnings" => finding.Severity != DiagnosticSeverity.Info,
        "not" => Matches(finding),
        _ => !Matches(finding),
    };

    private bool Matches(Diagnostic finding) =>
        (Codes.Length == 0 || Codes.Contains(finding.Code)) && finding.ToString().Contains(Text, StringComparison.Ordinal);

    private static string CodeOf(string text) =>
        Code().IsMatch(text) ? text : throw new FormatException($"'{text}' is no code of a finding");

    [GeneratedRegex(@"^M[A-Z]\d{3}$")]
    private static partial Regex Code();
}
