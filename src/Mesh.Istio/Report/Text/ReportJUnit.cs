using System.Globalization;
using System.Text;
using System.Xml;
using Mesh.Istio.Pictures.Svg;
using Mesh.Istio.Report.Making;

namespace Mesh.Istio.Report.Text;

/// <summary>The report as JUnit XML: suites of proofs, of failures and of findings.</summary>
internal static class ReportJUnit
{
    private const int MostLines = 100;

    public static string Write(MeshReport report)
    {
        Case[] proofs = [.. report.Proofs.Select(ProofCase)];
        var label = new CallLabel(report.Rows);
        Case[] failures = report.Rows.IsEmpty ? []
            : [.. Enumerable.Range(0, report.Failures.Count).Select(column => FailureCase(report, column, label))];
        Case[] findings = [.. report.Findings.Errors.Select(finding => new Case(
            $"{finding.Code} {finding.Path}", Result.Failed, finding.Message, finding.ToString()))];
        (string Name, Case[] Cases)[] suites = [("proofs", proofs), ("failures", failures),
            ("findings", findings.Length > 0 ? findings : [new Case("no finding is an error", Result.Passed, "", "")])];
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", Safe(report.Title));
            Counts(xml, [.. suites.SelectMany(suite => suite.Cases)]);
            foreach ((string name, Case[] cases) in suites.Where(suite => suite.Cases.Length > 0))
            {
                Suite(xml, name, cases);
            }

            xml.WriteEndElement();
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static Case ProofCase(ReportProof proof) => new(
        proof.Name,
        proof.Proof.Survives ? Result.Passed : proof.Proof.IsUnknown ? Result.Unknown : Result.Failed,
        proof.Proof.ToString().Split('\n')[0],
        proof.Proof.ToString());

    private static Case FailureCase(MeshReport report, int column, CallLabel label)
    {
        (ReportRow Row, ReportOutcome Outcome)[] lossy = [.. report.Rows.Select(row => (row, report.OutcomeOf(row, column)))
            .Where(call => call.Item2.LosesRequests)];
        string[] lines = [.. lossy.Take(MostLines).Select(call => call.Outcome.Kind == ReportOutcomeKind.Unknown
            ? $"{call.Row.Client} to {label.Of(call.Row)}: unknown"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{call.Row.Client} to {label.Of(call.Row)}: {call.Outcome.LostPercent:0.##} % lost: {call.Outcome.Losses[0].Reason}"))];
        Result result = lossy.Length == 0 ? Result.Passed
            : lossy.All(call => call.Outcome.Kind == ReportOutcomeKind.Unknown) ? Result.Unknown
            : Result.Failed;
        return new Case(
            report.Failures[column].Name,
            result,
            $"{ColumnLoss.Count(lossy.Length, "call loses", "calls lose")} requests",
            string.Join('\n', lines) + (lossy.Length > MostLines ? $"\nand {lossy.Length - MostLines} more" : ""));
    }

    private static void Suite(XmlWriter xml, string name, Case[] cases)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", name);
        Counts(xml, cases);
        foreach (Case test in cases)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", $"mesh.{name}");
            xml.WriteAttributeString("name", Safe(test.Name));
            if (test.Result != Result.Passed)
            {
                xml.WriteStartElement(test.Result == Result.Failed ? "failure" : "error");
                xml.WriteAttributeString("message", Safe(test.Message));
                xml.WriteString(string.Join('\n', test.Text.Split('\n').Select(Safe)));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, Case[] cases)
    {
        xml.WriteAttributeString("tests", Number(cases.Length));
        xml.WriteAttributeString("failures", Number(cases.Count(test => test.Result == Result.Failed)));
        xml.WriteAttributeString("errors", Number(cases.Count(test => test.Result == Result.Unknown)));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Safe(string text) => SvgText.Printable(text);

    private sealed record Case(string Name, Result Result, string Message, string Text);

    private enum Result
    {
        Passed,
        Failed,
        Unknown,
    }
}
