using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>distribute is a list of what may be used at all: places that it leaves out get nothing when those listed are dead.</summary>
internal sealed class DistributeWithoutFailover : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (PolicyCase policy in mesh.Clusters.SelectMany(cluster => cluster.Policies))
        {
            if (policy.IsBalanced && policy.Setting.Locality?.Distribute is { } rules)
            {
                Check(policy, rules, findings);
            }
        }
    }

    private static void Check(PolicyCase policy, ValueList<DistributeRule> rules, Findings findings)
    {
        // An endpoint without locality is a finding of its own.
        Locality[] places =
            [.. policy.Endpoints.Select(endpoint => endpoint.Value.Locality).Where(place => !place.IsEmpty).Distinct().OrderBy(
                place => place.ToString(), StringComparer.Ordinal)];
        bool[] used = Used(policy, rules);
        for (int i = 0; i < rules.Count; i++)
        {
            DistributeRule rule = rules[i];
            Locality[] left = [.. places.Where(place => !rule.To.Keys.Any(to => LocalityRule.Matches(to, place)))];
            if (used[i] && left.Length > 0)
            {
                string field = string.Create(CultureInfo.InvariantCulture, $"distribute[{i}].to");
                findings.Add(
                    AnalysisDiagnostics.DistributeWithoutFailover,
                    policy.Stated is null ? policy.Cluster.PathOfMeshConfig($"localityLbSetting.{field}") : $"{policy.SettingPath}.{field}",
                    $"For clients in '{rule.From}' {policy.Target} has endpoints in {string.Join(
                        ", ", left)} that distribute does not list: they get nothing, also when all listed ones are dead.",
                    "Use failover or failoverPriority for places that take over, or list every place with a weight.");
            }
        }
    }

    // The first rule for a client's place is the only one; without known clients each may be the first.
    private static bool[] Used(PolicyCase policy, ValueList<DistributeRule> rules)
    {
        var used = new bool[rules.Count];
        foreach (ClientPlace client in policy.Clients)
        {
            for (int i = 0; i < rules.Count; i++)
            {
                if (LocalityRule.Matches(rules[i].From, client.Proxy.Locality))
                {
                    used[i] = true;
                    break;
                }
            }
        }

        if (policy.Clients.Count == 0 && policy.Cluster.Clients.Length == 0)
        {
            Array.Fill(used, true);
        }

        return used;
    }
}
