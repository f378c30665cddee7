using Mesh.Diagnostics;

namespace Mesh.Istio.Report.Making;

/// <summary>Says in sentences what is different between two reports.</summary>
internal sealed class Comparing
{
    private readonly MeshReport _before;
    private readonly MeshReport _after;
    private readonly List<ReportChange> _changes = [];

    private Comparing(MeshReport before, MeshReport after) => (_before, _after) = (before, after);

    public static ReportDifference Of(MeshReport before, MeshReport after)
    {
        var comparing = new Comparing(before, after);
        comparing._changes.AddRange(new ComparedCalls(before, after).Changes());
        comparing.Failures();
        comparing.Proofs();
        comparing.Findings();
        return new ReportDifference(before.Title, [.. comparing._changes
            .Distinct()
            .OrderBy(change => change.Kind)
            .ThenBy(change => change.Sentence, StringComparer.Ordinal)]);
    }

    private void Failures()
    {
        var old = _before.Failures.Select(failure => failure.Name).ToHashSet(StringComparer.Ordinal);
        var now = _after.Failures.Select(failure => failure.Name).ToHashSet(StringComparer.Ordinal);
        Add(ReportChangeKind.Other, now.Except(old).Select(name => $"the failure '{name}' is asked now"));
        Add(ReportChangeKind.Other, old.Except(now).Select(name => $"the failure '{name}' is not asked any more"));
    }

    private void Proofs()
    {
        ILookup<string, ReportProof> old = _before.Proofs.ToLookup(proof => proof.Name, StringComparer.Ordinal);
        ILookup<string, ReportProof> now = _after.Proofs.ToLookup(proof => proof.Name, StringComparer.Ordinal);
        foreach (IGrouping<string, ReportProof> proofs in now)
        {
            bool holds = proofs.All(proof => proof.Proof.Survives);
            bool held = old[proofs.Key].All(proof => proof.Proof.Survives);
            if (!old.Contains(proofs.Key))
            {
                Add(ReportChangeKind.Other, [$"the proof '{proofs.Key}' is new"]);
            }
            else if (holds != held)
            {
                Add(
                    holds ? ReportChangeKind.Better : ReportChangeKind.Worse,
                    [$"the proof '{proofs.Key}' {(holds ? "holds now" : "does not hold any more")}"]);
            }
        }

        Add(ReportChangeKind.Other, old.Where(proofs => !now.Contains(proofs.Key)).Select(proofs => $"the proof '{proofs.Key}' is gone"));
    }

    private void Findings()
    {
        static HashSet<(string Code, string Path)> Keys(MeshReport report) =>
            [.. report.Findings.Where(finding => finding.Severity != DiagnosticSeverity.Info)
                .Select(finding => (finding.Code, finding.Path))];
        HashSet<(string Code, string Path)> old = Keys(_before);
        HashSet<(string Code, string Path)> now = Keys(_after);
        Add(ReportChangeKind.Worse, now.Except(old).Select(finding => $"the finding {finding.Code} at {finding.Path} is new"));
        Add(ReportChangeKind.Better, old.Except(now).Select(finding => $"the finding {finding.Code} at {finding.Path} is gone"));
    }

    private void Add(ReportChangeKind kind, IEnumerable<string> sentences) =>
        _changes.AddRange(sentences.Select(sentence => new ReportChange(kind, sentence)));
}
