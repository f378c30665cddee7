using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mesh.Istio.Pictures;

namespace Mesh.Istio.Tests.Pictures;

/// <summary>Names are only text, in every format. 300 pictures; MESH_RUNS sets another number.</summary>
public partial class HostileNameTests
{
    private static readonly int Runs =
        int.Parse(Environment.GetEnvironmentVariable("MESH_RUNS") ?? "300", CultureInfo.InvariantCulture);

    [Fact]
    public void Names_are_only_text_in_svg()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            var svg = XDocument.Parse(PictureCases.Random(seed).ToSvg());

            Assert.Equal(
                ["desc", "g", "path", "rect", "style", "svg", "text", "title"],
                svg.Descendants().Select(element => element.Name.LocalName).Append("g").Append("path").Append("text")
                    .Distinct().Order(StringComparer.Ordinal));
            Assert.DoesNotContain(
                svg.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Names_are_only_text_in_mermaid_and_dot()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            TopologyView view = PictureCases.Random(seed);

            Assert.All(view.ToMermaid().Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(MermaidLine(), line));
            Assert.All(view.ToDot().Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(DotLine(), line));
        }
    }

    private const string MermaidName = """
        "[\w ./:,%\-()*+#;]*"
        """;

    private const string DotName = """
        "([^"\\]|\\["\\])*"
        """;

    [GeneratedRegex(
        @"^(flowchart LR|  subgraph c\d+\[" + MermaidName + @"\]|    n\d+(\[|\(\[|\{\{)" + MermaidName + @"(\]|\]\)|\}\})|  end"
        + @"|  n\d+ (-->|-\.->|--x)\|" + MermaidName + @"\| n\d+)$",
        RegexOptions.ECMAScript)]
    private static partial Regex MermaidLine();

    [GeneratedRegex(
        @"^(digraph mesh \{|\}|  \}|  rankdir=LR;|  node \[shape=box\];|  subgraph cluster_\d+ \{|( *)label=" + DotName + @";"
        + @"|    n\d+ \[label=" + DotName + @"(, shape=\w+)?\];"
        + @"|  n\d+ -> n\d+ \[label=" + DotName + @"(, style=\w+)?(, arrowhead=\w+)?\];)$")]
    private static partial Regex DotLine();
}
