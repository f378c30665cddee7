using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// Weights have to be 1 to 100 and to sum to 100 (istio <c>agent/validation.go</c>); of overlapping places istiod takes one by chance.
/// </summary>
internal sealed class DistributeWeights : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (StatedSetting setting in mesh.Clusters.SelectMany(cluster => cluster.Settings))
        {
            ValueList<DistributeRule> rules = setting.Value.Distribute ?? default;
            for (int i = 0; i < rules.Count; i++)
            {
                Check(rules[i].To, string.Create(CultureInfo.InvariantCulture, $"{setting.Path}.distribute[{i}].to"), findings);
            }
        }
    }

    private static void Check(ValueMap<uint> places, string path, Findings findings)
    {
        long sum = places.Sum(place => (long)place.Value);
        foreach ((string place, uint weight) in places)
        {
            if (weight == 0)
            {
                findings.Add(
                    AnalysisDiagnostics.DistributeWeights, path, $"The weight of '{place}' is 0; Istio refuses it.",
                    "Leave the place out, or give it a weight of 1 to 100.");
            }
        }

        if (sum != 100)
        {
            findings.Add(
                AnalysisDiagnostics.DistributeWeights,
                path,
                string.Create(CultureInfo.InvariantCulture, $"The weights sum to {sum}, not to 100; Istio refuses the object."),
                "Correct the weights so that they sum to 100.");
        }

        foreach ((string covered, string by) in Overlaps([.. places.Keys]))
        {
            findings.Add(
                AnalysisDiagnostics.DistributeWeights,
                path,
                $"'{by}' covers '{covered}' as well: which of the two weights endpoints there get is left to chance.",
                "Name places that do not overlap.");
        }
    }

    // Only a wider place can cover another: the places above it, with and without the star.
    private static IEnumerable<(string Covered, string By)> Overlaps(HashSet<string> places)
    {
        foreach (string place in places.Order(StringComparer.Ordinal))
        {
            string[] parts = place.Split('/');
            string[] stem = parts[^1] == "*" ? parts[..^1] : parts;
            IEnumerable<string> wider = Enumerable.Range(1, Math.Max(0, stem.Length - 1))
                .SelectMany(count => (string[])[string.Join('/', stem[..count]), $"{string.Join('/', stem[..count])}/*"])
                .Append("*");
            foreach (string by in wider.Append(parts[^1] == "*" ? string.Join('/', stem) : $"{place}/*").Where(
                by => by != place && by.Length > 0 && places.Contains(by)))
            {
                // 'r1' and 'r1/*' cover each other; one of the two tells it.
                if (!(by == $"{place}/*"))
                {
                    yield return (place, by);
                }
            }
        }
    }
}
