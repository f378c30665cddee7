using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Report.Making;

/// <summary>What a report comes to, in one sentence. It says "survives" only of what was made to fail.</summary>
internal sealed class Judgement
{
    private readonly MeshReport _report;
    private readonly ColumnLoss[] _worst;
    private readonly ReportProof? _broken;

    public Judgement(MeshReport report)
    {
        _report = report;
        _worst = ColumnLoss.WorstFirst(report);
        _broken = report.Proofs.Where(proof => !proof.Proof.Survives).MinBy(proof => proof.Proof.Counterexample!.Failures.Count);
        bool isLost = _worst.Any(loss => loss.Lossy > loss.Unknown) || report.Proofs.Any(IsLost);
        bool isUnknown = _worst.Length > 0 || _broken is not null || (report.Rows.IsEmpty && report.Proofs.IsEmpty);
        Verdict = isLost ? ReportVerdict.LosesRequests : isUnknown ? ReportVerdict.Unknown : ReportVerdict.Survives;
    }

    public ReportVerdict Verdict { get; }

    public string Sentence => $"{Main}{Aside}.";

    /// <summary>The same without what it rests on.</summary>
    public string Main => Verdict switch
    {
        ReportVerdict.Survives => $"Survives what was asked: {Calls("loses", "lose")} nothing{Asked}",
        ReportVerdict.LosesRequests => $"Does not survive: {First}",
        _ when _report.Rows.IsEmpty && _report.Proofs.IsEmpty => "Unknown: nothing was asked",
        _ => "Unknown: a name in the questions does not exist",
    };

    private string Aside
    {
        get
        {
            int errors = _report.Findings.Errors.Count();
            int assumed = _report.Assumptions.Count;
            string[] parts =
            [
                errors == 0 ? "" : ColumnLoss.Count(errors, "error was found", "errors were found"),
                assumed == 0 ? "" : ColumnLoss.Count(assumed, "thing is assumed", "things are assumed"),
            ];
            return string.Concat(parts.Where(part => part.Length > 0).Select(part => $"; {part}"));
        }
    }

    private string Asked
    {
        get
        {
            int failures = _report.Failures.Count(failure => failure.Size > 0);
            string proofs = _report.Proofs.IsEmpty ? "" : $"{ColumnLoss.Count(_report.Proofs.Count, "proof holds", "proofs hold")}";
            return _report.Rows.IsEmpty ? $", {proofs}"
                : (failures == 0 ? " while nothing fails" : $" in any of {ColumnLoss.Count(failures, "failure", "failures")}")
                    + (proofs.Length > 0 ? $", and {proofs}" : "");
        }
    }

    // What needs the least to fail comes first; of a table and a proof that need as much, the table tells more.
    private string First
    {
        get
        {
            ColumnLoss? loss = Array.Find(_worst, column => column.Lossy > column.Unknown);
            ReportProof? proof = _report.Proofs.Where(IsLost).MinBy(broken => broken.Proof.Counterexample!.Failures.Count);
            if (loss is null || (proof is not null && proof.Proof.Counterexample!.Failures.Count < _report.Failures[loss.Column].Size))
            {
                Forecast found = proof!.Proof.Counterexample!;
                string when = found.Failures.IsEmpty ? "nothing fails" : string.Join(" and ", found.Failures);
                return $"when {when}, {found.Client} loses {Percentages.Of([found.LostPercent])[0]} % of its requests to {found.Host}";
            }

            string name = _report.Failures[loss.Column].Name;
            string worst = Percentages.Of([loss.Worst])[0];
            string calls = $"{loss.Lossy} of {Calls("", "").TrimEnd()} {(loss.Lossy == 1 ? "loses" : "lose")}";
            return $"when {name}, {calls} requests ({(loss.Lossy == 1 ? "" : "up to ")}{worst} %)";
        }
    }

    private static bool IsLost(ReportProof proof) => proof.Proof is { Survives: false, IsUnknown: false };

    private string Calls(string one, string several)
    {
        int calls = Math.Max(
            _report.Rows.Count, _report.Rows.IsEmpty ? _report.Proofs.Select(proof => proof.Proof.Calls).DefaultIfEmpty().Max() : 0);
        return calls == 1 ? $"1 call {one}" : $"{ColumnLoss.Count(calls, "call", "calls")} {several}";
    }
}
