using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mesh.Diagnostics;
using Mesh.Istio.Pictures;
using Mesh.Istio.Report.Making;

namespace Mesh.Istio.Report.Html;

/// <summary>
/// Writes the page. What needs no script (verdict, changes, proofs, findings, timelines, what was asked) is written here; matrix and
/// picture
/// are drawn by the script from the data in the page. Nothing may be loaded from anywhere: the page's own policy forbids it.
/// </summary>
internal sealed class ReportHtml
{
    private const int MostItems = 200;
    private const int MostTimelines = 150_000;

    private readonly MeshReport _report;
    private readonly Judgement _judgement;
    private readonly HtmlPage _page = new();

    private ReportHtml(MeshReport report) => (_report, _judgement) = (report, new Judgement(report));

    public static string Write(MeshReport report, IProgress<ReportProgress>? progress, CancellationToken cancellationToken)
    {
        var html = new ReportHtml(report);
        var data = new ReportData(report);
        string json = data.Write(progress, cancellationToken);
        string script = PageParts.Script();
        html.Head(script);
        html.Verdict();
        html.Changes();
        html.Calls(data);
        html.Proofs();
        html.Findings();
        html.Timelines();
        html.Asked();
        html._page.Raw("</main>\n<script type=\"application/json\" id=\"data\">").Raw(json).Raw("</script>\n<script>").Raw(script)
            .Raw("</script>\n</body>\n</html>\n");
        return html._page.ToString();
    }

    private void Head(string script)
    {
        // Only this script runs, whatever a name would like to be.
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        _page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ")
            .Raw($"script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n<title>").Title(_report.Title)
            .Raw(": failover report</title>\n<style>").Raw(PageParts.Style()).Raw("</style>\n</head>\n<body>\n")
            .Raw("<a class=\"skip\" href=\"#content\">To the content</a>\n<header>").Element("h1", _report.Title)
            .Raw("<nav aria-label=\"Sections\">");
        foreach ((string id, string name) in Sections())
        {
            _page.Raw($"<a href=\"#{id}\">{name}</a>");
        }

        _page.Raw("</nav></header>\n<main id=\"content\" tabindex=\"-1\">\n");
    }

    private IEnumerable<(string Id, string Name)> Sections()
    {
        (string, string, bool)[] sections =
        [
            ("changes", "Changes", _report.Difference is not null), ("picture", "Picture", HasCalls), ("matrix", "Matrix", HasCalls),
            ("proofs", "Proofs", !_report.Proofs.IsEmpty), ("findings", "Findings", _report.Findings.Count > 0),
            ("timelines", "Timelines", !_report.Timelines.IsEmpty), ("asked", "Asked and assumed", true),
        ];
        return sections.Where(section => section.Item3).Select(section => (section.Item1, section.Item2));
    }

    private bool HasCalls => !_report.Rows.IsEmpty && !_report.Failures.IsEmpty;

    private void Verdict()
    {
        (string style, string mark) = _judgement.Verdict switch
        {
            ReportVerdict.Survives => ("good", "✓"),
            ReportVerdict.LosesRequests => ("bad", "✕"),
            _ => ("unknown", "?"),
        };
        _page.Raw($"<section class=\"verdict {style}\" aria-label=\"Verdict\"><span class=\"mark\" aria-hidden=\"true\">{mark}</span><p>")
            .Text(_judgement.Sentence).Raw("</p></section>\n<dl class=\"counts\">");
        Count(_report.Rows.Count, "call", "calls");
        Count(_report.Failures.Count(failure => failure.Size > 0), "failure", "failures");
        Count(_report.Proofs.Count, "proof", "proofs");
        Count(_report.Findings.Errors.Count(), "error", "errors");
        Count(_report.Findings.Warnings.Count(), "warning", "warnings");
        Count(_report.Assumptions.Count, "assumption", "assumptions");
        _page.Raw("</dl>\n");
    }

    private void Count(int count, string one, string several) =>
        _page.Raw(string.Create(CultureInfo.InvariantCulture, $"<div><dt>{(count == 1 ? one : several)}</dt><dd>{count}</dd></div>"));

    private void Changes()
    {
        if (_report.Difference is not { } difference)
        {
            return;
        }

        _page.Raw("<section id=\"changes\"><h2>What changed</h2><p class=\"faint\">since the report ").Text(difference.Before)
            .Raw("</p>");
        if (difference.Changes.IsEmpty)
        {
            _page.Raw("<p>Nothing is different.</p>");
        }

        Changes([.. difference.Changes.Where(change => change.Kind != ReportChangeKind.Other)]);
        ReportChange[] others = [.. difference.Changes.Where(change => change.Kind == ReportChangeKind.Other)];
        if (others.Length > 0)
        {
            _page.Raw($"<details><summary>{ColumnLoss.Count(others.Length, "other change", "other changes")}</summary>");
            Changes(others);
            _page.Raw("</details>");
        }

        _page.Raw("</section>\n");
    }

    private void Changes(ReportChange[] changes)
    {
        _page.Raw("<ul class=\"changes\">");
        foreach (ReportChange change in changes.Take(MostItems))
        {
            string words = ReportDifference.Words(change.Kind);
            string mark = change.Kind switch { ReportChangeKind.Worse => "▼", ReportChangeKind.Better => "▲", _ => "◆" };
            _page.Raw($"<li class=\"{words}\"><b>{mark} {words}</b> ").Element("span", change.Sentence).Raw("</li>");
        }

        _page.Raw(changes.Length > MostItems ? $"<li>and {changes.Length - MostItems} more, in the JSON</li></ul>" : "</ul>");
    }

    private void Calls(ReportData data)
    {
        if (!HasCalls)
        {
            return;
        }

        _page.Raw(PageParts.Calls());
        if (data.LeftOut > 0)
        {
            _page.Raw($"<p class=\"note\">{data.LeftOut} calls that lose less than these found no room here. The JSON has them.</p>");
        }

        if (data.WithoutDetails > 0)
        {
            _page.Raw($"<p class=\"note\">Order and reasons of {data.WithoutDetails} harmless outcomes found no room here. ")
                .Raw("The JSON has them.</p>");
        }

        _page.Raw("</section>\n");
    }

    private void Proofs()
    {
        if (_report.Proofs.IsEmpty)
        {
            return;
        }

        _page.Raw("<section id=\"proofs\"><h2>Proofs</h2>");
        foreach (ReportProof proof in _report.Proofs)
        {
            (string style, string words) = proof.Proof switch
            {
                { Survives: true } => ("good", "✓ holds"),
                { IsUnknown: true } => ("unknown", "? unknown"),
                _ => ("bad", "✕ does not hold"),
            };
            _page.Raw($"<article class=\"proof {style}\"><h3>").Text(proof.Name).Raw($" <b class=\"tag\">{words}</b></h3>")
                .Element("p", proof.Proof.ToString().Split('\n')[0]);
            if (proof.Proof.Counterexample is { } found)
            {
                _page.Raw("<h4>The smallest counterexample</h4>").Lines(found.Explain());
            }

            _page.Raw($"<details><summary>{ColumnLoss.Count(proof.Proof.Failures.Count, "thing was", "things were")} made to "
                + "fail</summary>")
                .List([.. proof.Proof.Failures], MostItems);
            _page.Raw(proof.Proof.NotFailed.IsEmpty ? "" : "<p>Not made to fail:</p>").List([.. proof.Proof.NotFailed], MostItems)
                .Raw("</details></article>");
        }

        _page.Raw("</section>\n");
    }

    private void Findings()
    {
        if (_report.Findings.Count == 0)
        {
            return;
        }

        _page.Raw("<section id=\"findings\"><h2>Findings</h2><ul class=\"findings\">");
        Diagnostic[] findings = [.. _report.Findings.OrderByDescending(finding => finding.Severity)];
        foreach (Diagnostic finding in findings.Take(MostItems))
        {
            (string style, string words) = finding.Severity switch
            {
                DiagnosticSeverity.Error => ("bad", "✕ error"),
                DiagnosticSeverity.Warning => ("warn", "▲ warning"),
                _ => ("info", "● info"),
            };
            _page.Raw($"<li class=\"{style}\"><b class=\"tag\">{words}</b> ").Element("code", finding.Code).Raw(" ")
                .Element("span", finding.Path, "class=\"path\"")
                .Element("p", finding.Message).Element("p", finding.Help, "class=\"faint\"").Raw("</li>");
        }

        _page.Raw("</ul>").Raw(findings.Length > MostItems ? $"<p>and {findings.Length - MostItems} more, in the JSON</p>" : "")
            .Raw("</section>\n");
    }

    private void Timelines()
    {
        if (_report.Timelines.IsEmpty)
        {
            return;
        }

        _page.Raw("<section id=\"timelines\"><h2>Timelines</h2>");
        int start = _page.Length;
        foreach (Timeline timeline in _report.Timelines)
        {
            if (_page.Length - start > MostTimelines)
            {
                _page.Element("p", $"{timeline.Title}: in the JSON, as there is no room left here", "class=\"note\"");
                continue;
            }

            _page.Raw("<figure class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Timeline, scrolls sideways\">")
                .Raw(timeline.ToSvg())
                .Raw("</figure>");
        }

        _page.Raw("</section>\n");
    }

    private void Asked()
    {
        string[] notFailed = [.. _report.Proofs.SelectMany(proof => proof.Proof.NotFailed).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
        _page.Raw("<section id=\"asked\"><h2>What was asked and assumed</h2>")
            .Raw("<p>Every number is that of a forecast: the steady state after a failure was noticed and before it ends. ")
            .Raw("Timelines show the way there and back. \"Survives\" is said only of what was made to fail.</p>")
            .Raw($"<details open><summary>{_report.Failures.Count} failures for {_report.Rows.Count} calls</summary>")
            .List([.. _report.Failures.Select(failure => failure.Name)], MostItems).Raw("</details>");
        if (notFailed.Length > 0)
        {
            _page.Raw("<details open><summary>Not made to fail in some of the proofs</summary>").List(notFailed, MostItems)
                .Raw("</details>");
        }

        ValueList<string> assumptions = _report.Assumptions;
        _page.Raw(assumptions.IsEmpty
            ? "<p>Nothing is assumed: everything that the answers rest on was observed or declared.</p></section>\n"
            : $"<details open><summary>{ColumnLoss.Count(assumptions.Count, "thing is", "things are")} assumed</summary>");
        if (!assumptions.IsEmpty)
        {
            _page.List([.. assumptions], MostItems).Raw("</details></section>\n");
        }
    }
}
