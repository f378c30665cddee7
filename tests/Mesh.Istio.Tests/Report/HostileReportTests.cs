using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mesh.Istio.Report;

namespace Mesh.Istio.Tests.Report;

/// <summary>Names are only text, in every format of a report. 300 reports; MESH_RUNS sets another number.</summary>
public partial class HostileReportTests
{
    private static readonly int Runs =
        int.Parse(Environment.GetEnvironmentVariable("MESH_RUNS") ?? "300", CultureInfo.InvariantCulture);

    private static readonly HashSet<string> Tags = new(
        ("!doctype html head meta title style body a header h1 h2 h3 h4 nav main section span p dl div dt dd ul li b details summary "
            + "article pre code bdi label select input noscript table button script svg desc text g path rect polygon polyline line "
            + "figure br").Split(' '), StringComparer.Ordinal);

    private static readonly HashSet<string> Attributes = new(
        ("lang charset name content http-equiv class href id tabindex aria-label aria-hidden aria-live dir role for type placeholder")
            .Split(' '), StringComparer.Ordinal);

    [Fact]
    public void Names_are_only_text_in_html()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            string html = ReportCases.Hostile(seed).ToHtml();
            Assert.DoesNotContain('<', new PageData(html).Text);
            string page = Own().Replace(html, "");
            foreach (Match tag in Tag().Matches(page))
            {
                Assert.True(Tags.Contains(tag.Groups["name"].Value.ToLowerInvariant()), $"seed {seed}: {tag.Value}");
                Assert.All(Attribute().Matches(tag.Groups["rest"].Value).Select(attribute => attribute.Groups[1].Value), name =>
                    Assert.True(Attributes.Contains(name), $"seed {seed}: {name} in {tag.Value}"));
            }

            Assert.Equal(page.Count(c => c == '<'), Tag().Count(page));
            Assert.DoesNotContain(html, c => c is '\u202E' or '\0');
        }
    }

    [Fact]
    public void Names_are_only_text_in_markdown()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            string markdown = ReportCases.Hostile(seed).ToMarkdown();
            // Blocks first, then spans: what is left has to be words of ours.
            string left = Span().Replace(Block().Replace(markdown, "\n"), "name");
            Assert.All(left.Split('\n'), line => Assert.Matches(Line(), line));
            Assert.InRange(markdown.Length, 1, 65_535);
        }
    }

    [Fact]
    public void Names_are_only_text_in_junit()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            MeshReport report = ReportCases.Hostile(seed);
            var xml = XDocument.Parse(report.ToJUnit());

            Assert.Empty(xml.Descendants().Select(element => element.Name.LocalName)
                .Except(["testsuites", "testsuite", "testcase", "failure", "error"]));
            Assert.Equal(
                report.Failures.Count,
                xml.Descendants("testcase").Count(test => (string?)test.Attribute("classname") == "mesh.failures"));
        }
    }

    [Fact]
    public void Names_come_back_from_json()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            // Half of a surrogate is no text and is replaced; everything else comes back as it was.
            var read = MeshReport.FromJson(ReportCases.Hostile(seed).ToJson());

            Assert.Equal(read, MeshReport.FromJson(read.ToJson()));
        }
    }

    [Fact]
    public void A_comment_that_would_be_too_long_ends_with_what_matters_least()
    {
        MeshReport report = ReportCases.Large().ToReport(made => made.AddFindings(new(Enumerable.Range(0, 5_000).Select(i =>
            new Diagnostics.Diagnostic("MF201", Diagnostics.DiagnosticSeverity.Error, $"aws/x/{i}", new string('m', 400), "h")))));

        string markdown = report.ToMarkdown();
        string small = report.ToMarkdown(1_000);

        Assert.InRange(markdown.Length, 1, 65_535);
        Assert.InRange(small.Length, 1, 1_000);
        Assert.StartsWith("## ✅ Mesh\n\n**Survives what was asked", small, StringComparison.Ordinal);
        Assert.EndsWith("The rest found no room here.\n", small, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => report.ToMarkdown(999));
    }

    [GeneratedRegex(@"<(style|script)\b[^>]*>.*?</\1>", RegexOptions.Singleline)]
    private static partial Regex Own();

    [GeneratedRegex(@"</?(?<name>[!a-zA-Z][a-zA-Z0-9]*)(?<rest>(\s+[a-zA-Z-]+(=""[^""<>]*"")?)*\s*)>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s([a-zA-Z-]+)=""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^(?<fence>`{3,})(text|mermaid)\n.*?\n\k<fence>\n", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<!`)(?<fence>`+)(?!`)[^\n]*?(?<!`)\k<fence>(?!`)")]
    private static partial Regex Span();

    [GeneratedRegex(@"^(#{2,3} |- |\| |</?details>|<details><summary>)?[\p{L}\p{So}\p{Mn}\p{Sm}\d %,:;.'?()|✅❌❔⚠🔻🔺🔹*-]*"
        + "(</summary>|</details>)?$")]
    private static partial Regex Line();
}
