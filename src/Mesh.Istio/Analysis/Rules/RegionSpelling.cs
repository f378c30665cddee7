using Mesh.Istio.Analysis.Indexes;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>Regions are compared letter by letter.</summary>
internal sealed class RegionSpelling : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (IGrouping<string, string> spellings in mesh.Regions.Value
            .GroupBy(
                region => new string([.. region.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]), StringComparer.Ordinal)
            .Where(spellings => spellings.Skip(1).Any()))
        {
            string[] names = [.. spellings.Order(StringComparer.Ordinal)];
            findings.Add(
                AnalysisDiagnostics.RegionSpelling,
                $"regions/{names[0]}",
                $"The regions {string.Join(" and ", names)} differ in spelling only; Istio takes them as different.",
                "Nothing, if they are regions of different providers; else spell them alike.");
        }
    }
}
