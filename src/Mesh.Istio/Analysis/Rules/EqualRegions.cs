using Mesh.Istio.Analysis.Indexes;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>failover names one region for each; all others are equally far, and share what comes to them.</summary>
internal sealed class EqualRegions : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (PolicyCase policy in mesh.Clusters.SelectMany(cluster => cluster.Policies).Where(
            policy => policy.IsBalanced && policy.Ejects && policy.Setting.Locality is { Distribute: null, Failover.IsEmpty: false }))
        {
            string[] equal = [];
            if (policy.FirstFor(client => (equal = Equal(policy, client)).Length > 1) is { } client && said.Add(policy.SettingPath))
            {
                findings.Add(
                    AnalysisDiagnostics.EqualRegions,
                    policy.SettingPath,
                    $"For a client {client.Name}, {string.Join(" and ", equal.Select(region => $"'{region}'"))} are equally far from "
                        + $"{policy.Target}: they share the requests, without an order.",
                    "Nothing, if that is what you mean; else order them by failoverPriority with labels of their own.");
            }
        }
    }

    private static string[] Equal(PolicyCase policy, ClientPlace client)
    {
        // Without a rule for the client's region all others are equal, which is said of the rule.
        string own = client.Proxy.Locality.Region;
        return policy.Setting.Locality!.Failover!.Value.All(rule => rule.From != own) ? []
            : (policy.For(client)?.Groups ?? default).Where(group => !group.Endpoints.IsEmpty && group.Locality.Region.Length > 0
                && group.Locality.Region != own)
                .GroupBy(group => group.Priority)
                .Select(group => group.Select(entry => entry.Locality.Region).Distinct(StringComparer.Ordinal).Order(
                    StringComparer.Ordinal).ToArray())
                .FirstOrDefault(regions => regions.Length > 1) ?? [];
    }
}
