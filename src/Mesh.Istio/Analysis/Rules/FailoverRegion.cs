using System.Globalization;
using Mesh.Istio.Analysis.Indexes;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>failover leads from a region to a region, both whole and by name; only the first rule for the client's region counts.</summary>
internal sealed class FailoverRegion : IAnalysisRule
{
    private const string Help = "Name a region, as in the nodes' label topology.kubernetes.io/region.";

    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            foreach (StatedSetting setting in cluster.Settings.Where(setting => setting.Value.Failover is not null))
            {
                Check(mesh, setting, setting.Value.Failover!.Value, findings);
            }

            foreach (PolicyCase policy in cluster.Policies)
            {
                CheckClients(policy, findings);
            }
        }
    }

    private static void Check(AnalyzedMesh mesh, StatedSetting setting, ValueList<RegionFailover> rules, Findings findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < rules.Count; i++)
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"{setting.Path}.failover[{i}]");
            foreach ((string field, string region) in (ReadOnlySpan<(string, string)>)[("from", rules[i].From), ("to", rules[i].To)])
            {
                if (region.Contains('/', StringComparison.Ordinal) || region.Contains('*', StringComparison.Ordinal) || region.Length == 0)
                {
                    findings.Add(
                        AnalysisDiagnostics.FailoverRegion, $"{path}.{field}",
                        $"failover[{i}].{field} is '{region}', which is no region's name.", Help);
                }
                else if (mesh.KnowsPlaces && !mesh.Regions.Value.Contains(region))
                {
                    findings.Add(
                        AnalysisDiagnostics.FailoverRegion,
                        $"{path}.{field}",
                        $"failover[{i}].{field} is '{region}', and nothing is in that region; there are: {string.Join(
                            ", ", mesh.Regions.Value.Order(StringComparer.Ordinal))}.",
                        Help);
                }
            }

            if (rules[i].From == rules[i].To)
            {
                findings.Add(
                    AnalysisDiagnostics.FailoverRegion, path, $"failover[{i}] leads from '{rules[i].From}' to itself.",
                    "Name another region as to.");
            }

            if (!seen.Add(rules[i].From))
            {
                findings.Add(
                    AnalysisDiagnostics.FailoverRegion, path,
                    $"failover[{i}] is a second rule from '{rules[i].From}'; istiod reads only the first.",
                    "Remove one of the rules; use failoverPriority for a longer order.");
            }
        }
    }

    // Without a rule for its region a client takes all other regions as equally far.
    private static void CheckClients(PolicyCase policy, Findings findings)
    {
        if (!policy.Ejects || policy.Stated is null
            || policy.Setting.Locality is not { Distribute: null, Failover: { IsEmpty: false } rules })
        {
            return;
        }

        string[] regions =
            [.. policy.Endpoints.Select(endpoint => endpoint.Value.Locality.Region).Where(region => region.Length > 0).Distinct(
                StringComparer.Ordinal)];
        foreach (string region in policy.Clients.Select(client => client.Proxy.Locality.Region).Where(region => region.Length > 0).Distinct(
            StringComparer.Ordinal))
        {
            if (rules.All(rule => rule.From != region) && regions.Count(other => other != region) > 1)
            {
                findings.Add(
                    AnalysisDiagnostics.FailoverRegion,
                    $"{policy.SettingPath}.failover",
                    $"No rule is from '{region}', where clients of {policy.Target} are: for them all other regions are equally far.",
                    $"Add a rule from '{region}'.");
            }
        }
    }
}
