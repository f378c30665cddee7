using System.Globalization;
using System.Text;
using Mesh.Diagnostics;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Pictures;
using Mesh.Istio.Report.Making;

namespace Mesh.Istio.Report.Text;

/// <summary>
/// The report as a comment on a pull request. The important comes first, so that what finds no room is the least of it; what was left out
/// is said.
/// </summary>
internal sealed class ReportMarkdown
{
    private const int MostBoxes = 12;
    private const int MostMermaid = 20_000;
    private const string Cut = "\nThe rest found no room here.\n";

    private readonly MeshReport _report;
    private readonly int _most;
    private readonly StringBuilder _text = new();
    private bool _isFull;

    private ReportMarkdown(MeshReport report, int most) => (_report, _most) = (report, most);

    public static string Write(MeshReport report, int most)
    {
        var markdown = new ReportMarkdown(report, most);
        markdown.Verdict();
        markdown.Changes();
        markdown.Failures();
        markdown.Loads();
        markdown.Picture();
        markdown.Proofs();
        markdown.Findings();
        markdown.Matrix();
        markdown.Asked();
        return markdown._text.ToString();
    }

    private void Verdict()
    {
        var judgement = new Judgement(_report);
        string mark = judgement.Verdict switch { ReportVerdict.Survives => "✅", ReportVerdict.LosesRequests => "❌", _ => "❔" };
        Add($"## {mark} {MarkdownText.Of(_report.Title)}\n\n");
        Add($"**{MarkdownText.Of(judgement.Main)}.**");
        int errors = _report.Findings.Errors.Count();
        int assumed = _report.Assumptions.Count;
        Add($"{(errors == 0 ? "" : $" {ColumnLoss.Count(errors, "error was found", "errors were found")}.")}"
            + $"{(assumed == 0 ? "" : $" {ColumnLoss.Count(assumed, "thing is", "things are")} assumed.")}\n");
    }

    private void Changes()
    {
        if (_report.Difference is not { } difference)
        {
            return;
        }

        Add("\n### What changed\n");
        if (difference.Changes.IsEmpty)
        {
            Add("Nothing is different.\n");
        }

        Items([.. difference.Changes.Select(change =>
            $"{(change.Kind switch { ReportChangeKind.Worse => "🔻", ReportChangeKind.Better => "🔺", _ => "🔹" })} "
                + $"{ReportDifference.Words(change.Kind)}: {MarkdownText.Of(change.Sentence)}")], 50);
    }

    private void Failures()
    {
        ColumnLoss[] worst = ColumnLoss.WorstFirst(_report);
        if (worst.Length == 0)
        {
            return;
        }

        Add("\n### What breaks it\n| failure | calls that lose requests | at most |\n|---|---:|---:|\n");
        Rows([.. worst.Select(loss => string.Create(
            CultureInfo.InvariantCulture,
            $"| {MarkdownText.Cell(_report.Failures[loss.Column].Name)} | {loss.Lossy} of {_report.Rows.Count} | "
                + $"{Percentages.Of([loss.Worst])[0]} % |\n"))], 30);
    }

    // What is overloaded comes first.
    private void Loads()
    {
        if (_report.Loads.IsEmpty)
        {
            return;
        }

        Add("\n### Load\n| failure | cluster | requests/s | busiest pod | |\n|---|---|---:|---:|---|\n");
        Rows([.. _report.Loads.OrderByDescending(load => load.Busiest?.Utilisation > 1 + 1e-9).SelectMany(LoadLines.Of)], 40);
    }

    // What breaks the mesh first; where nothing does, what moves most.
    private void Picture()
    {
        if (_report.Rows.IsEmpty || _report.Failures.IsEmpty)
        {
            return;
        }

        int column = ColumnLoss.WorstFirst(_report).FirstOrDefault()?.Column ?? Enumerable.Range(0, _report.Failures.Count)
            .MaxBy(place => _report.Rows.Count(row => _report.OutcomeOf(row, place).Kind == ReportOutcomeKind.Moved));
        string mermaid = LossesOf(ReportPicture.Of(_report, column)).Collapse(MostBoxes).ToMermaid();
        if (mermaid.Length <= MostMermaid)
        {
            Add($"\n### When {MarkdownText.Of(_report.Failures[column].Name)}\n```mermaid\n{mermaid}```\n");
        }
    }

    // What is well is left out where something is lost.
    private static TopologyView LossesOf(TopologyView view)
    {
        var lossy = view.Arrows.Where(arrow => arrow.Kind is TopologyArrowKind.Loss or TopologyArrowKind.Unknown)
            .Select(arrow => (arrow.From, arrow.Call)).ToHashSet();
        return lossy.Count == 0 ? view : view.Where(arrow => lossy.Contains((arrow.From, arrow.Call)));
    }

    private void Proofs()
    {
        if (_report.Proofs.IsEmpty)
        {
            return;
        }

        Add("\n### Proofs\n");
        foreach (ReportProof proof in _report.Proofs.OrderBy(proof => proof.Proof.Survives))
        {
            string mark = proof.Proof switch { { Survives: true } => "✅", { IsUnknown: true } => "❔", _ => "❌" };
            Add($"- {mark} {MarkdownText.Of(proof.Name)}: {MarkdownText.Of(proof.Proof.ToString().Split('\n')[0])}\n");
            if (proof.Proof.Counterexample is { } found)
            {
                Add($"\n<details><summary>The smallest counterexample</summary>\n\n{MarkdownText.Block(found.Explain())}\n</details>\n\n");
            }
        }
    }

    private void Findings()
    {
        Diagnostic[] findings = [.. _report.Findings.Where(finding => finding.Severity != DiagnosticSeverity.Info)
            .OrderByDescending(finding => finding.Severity)];
        if (findings.Length == 0)
        {
            return;
        }

        Add("\n### Findings\n");
        Items([.. findings.Select(finding =>
            $"{(finding.Severity == DiagnosticSeverity.Error ? "❌ error" : "⚠️ warning")} {MarkdownText.Name(finding.Code)} "
                + $"{MarkdownText.Name(finding.Path)}: {MarkdownText.Of(finding.Message)} {MarkdownText.Of(finding.Help)}")], 40);
    }

    private void Matrix()
    {
        ReportGroup[] groups = [.. ReportGroup.Of(_report).Where(
            group => group.First.Cells.Any(cell => _report.Outcomes[cell].LosesRequests))];
        int[] columns = [.. ColumnLoss.WorstFirst(_report).Select(loss => loss.Column).Take(8)];
        if (groups.Length == 0 || columns.Length == 0)
        {
            return;
        }

        Add("\n<details><summary>Calls that lose requests</summary>\n\n");
        Add($"| call | {string.Join(" | ", columns.Select(column => MarkdownText.Cell(_report.Failures[column].Name)))} |\n");
        Add($"|---|{string.Concat(columns.Select(_ => "---|"))}\n");
        var label = new CallLabel(_report.Rows);
        Rows([.. groups.Select(group => $"| {MarkdownText.Cell(group.Who)} to {MarkdownText.Cell(label.Of(group.First))} | "
            + $"{string.Join(" | ", columns.Select(column => MarkdownText.Cell(Brief(_report.OutcomeOf(group.First, column)))))} |\n")],
                60);
        Add("\n</details>\n");
    }

    private void Asked()
    {
        Add("\n<details><summary>What was asked and assumed</summary>\n\n");
        Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{ColumnLoss.Count(_report.Rows.Count, "call", "calls")} in "
                + $"{ColumnLoss.Count(_report.Failures.Count, "state", "states")}:\n\n"));
        Items([.. _report.Failures.Select(failure => MarkdownText.Of(failure.Name))], 50);
        Add(_report.Assumptions.IsEmpty ? "" : "\nAssuming that\n\n");
        Items([.. _report.Assumptions.Select(MarkdownText.Of)], 50);
        Add("\n</details>\n");
    }

    private static string Brief(ReportOutcome outcome) => outcome.Kind switch
    {
        ReportOutcomeKind.ClientGone => "client fails itself",
        ReportOutcomeKind.Unknown => "unknown",
        ReportOutcomeKind.Lost => "lost",
        ReportOutcomeKind.PartlyLost => $"{Percentages.Of([outcome.LostPercent])[0]} % lost",
        _ => string.Join(", ", OutcomePart.Of(outcome).Select(part => part.Cluster.Length > 0 ? part.Cluster : "elsewhere")),
    };

    private void Items(string[] items, int most) => Rows([.. items.Select(item => $"- {item}\n")], most, "- ");

    private void Rows(string[] rows, int most, string before = "\n")
    {
        Array.ForEach(rows[..Math.Min(most, rows.Length)], Add);
        if (rows.Length > most)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"{before}and {rows.Length - most} more\n"));
        }
    }

    // A piece is a line or a block that means nothing when it is cut: it comes as a whole or not at all, and nothing behind it.
    private void Add(string piece)
    {
        if (_isFull)
        {
            return;
        }

        if (_text.Length + piece.Length + Cut.Length > _most)
        {
            _isFull = true;
            _text.Append(Cut);
            return;
        }

        _text.Append(piece);
    }
}
