using Mesh.Cases.Tests.Expectations;
using Mesh.Cases.Tests.Product;
using Mesh.Diagnostics;

namespace Mesh.Cases.Tests.Checks;

/// <summary>The findings of reading, of the dumps, of the analyzer, or of all three.</summary>
internal sealed record FindingsCheck(string Source, FindingWant[] Wants) : ICaseCheck
{
    /// <exception cref="FormatException">A want is unknown, or there is none.</exception>
    public static FindingsCheck Parse(ExpectLine line) => line.Fields.Length == 0
        ? throw new FormatException($"'{line.Check}' wants nothing")
        : new FindingsCheck(line.Check, [.. line.Fields.ToArray().Select(FindingWant.Parse)]);

    public string? Problem(CaseMesh mesh)
    {
        DiagnosticList findings = Source switch
        {
            "read" => mesh.ReadFindings,
            "inventory" => mesh.InventoryFindings,
            "analyze" => mesh.AnalysisFindings,
            _ => new DiagnosticList(mesh.ReadFindings.Concat(mesh.InventoryFindings).Concat(mesh.AnalysisFindings)),
        };
        string[] problems = [.. Wants.Select(want => want.Problem(findings)).OfType<string>()];
        return problems.Length == 0 ? null : string.Join('\n', problems);
    }
}
