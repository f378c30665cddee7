using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// Of several rules of a namespace for one host istiod takes the first trafficPolicy and the first subset of each name, by name of the
/// rule.
/// </summary>
internal sealed class SeveralDestinationRules : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            string domain = cluster.Index.Settings.CompletingDomain;
            foreach (var rules in cluster.Objects.OfType<DestinationRule>()
                .GroupBy(
                    rule => (rule.Metadata.Namespace, HostName.Expand(rule.Host, rule.Metadata.Namespace ?? "", domain),
                        rule.WorkloadSelector?.MatchLabels))
                .Where(group => group.Skip(1).Any()))
            {
                Check(cluster, [.. rules.OrderByAge()], findings);
            }
        }
    }

    private static void Check(AnalyzedCluster cluster, DestinationRule[] rules, Findings findings)
    {
        var subsets = new Dictionary<string, DestinationRule>(StringComparer.Ordinal);
        DestinationRule? leading = null;
        foreach (DestinationRule rule in rules)
        {
            // Only rules for the same clients meet.
            if (leading is not null && !Meet(leading.ExportTo, rule.ExportTo))
            {
                continue;
            }

            if (leading is not null && leading.TrafficPolicy is not null && rule.TrafficPolicy is not null)
            {
                findings.Add(
                    AnalysisDiagnostics.SeveralDestinationRules,
                    cluster.PathOf(rule, "trafficPolicy"),
                    $"DestinationRule {leading.Metadata.Name} is for host '{rule.Host}' too and comes first: this trafficPolicy is "
                        + $"ignored.",
                    "Write one rule for the host.");
            }

            leading = leading?.TrafficPolicy is null ? rule : leading;
            foreach (Subset subset in rule.Subsets)
            {
                if (!subsets.TryAdd(subset.Name, rule) && !ReferenceEquals(subsets[subset.Name], rule))
                {
                    findings.Add(
                        AnalysisDiagnostics.SeveralDestinationRules,
                        cluster.PathOf(rule, $"subsets[{subset.Name}]"),
                        $"DestinationRule {subsets[subset.Name].Metadata.Name} has a subset '{subset.Name}' for the host too and comes "
                            + $"first: this one is ignored.",
                        "Write one rule for the host.");
                }
            }
        }
    }

    private static bool Meet(ValueList<string> left, ValueList<string> right) =>
        left.IsEmpty || right.IsEmpty || Exports.IsPublic(left) || Exports.IsPublic(right) || left.Any(right.Contains);
}
