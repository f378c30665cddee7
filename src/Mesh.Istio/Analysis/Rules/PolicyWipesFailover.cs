using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>portLevelSettings inherit nothing, and a subset's loadBalancer replaces the rule's whole.</summary>
internal sealed class PolicyWipesFailover : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            foreach (DestinationRule rule in cluster.Objects.OfType<DestinationRule>())
            {
                CheckPorts(cluster, rule, rule.TrafficPolicy, "trafficPolicy", rule.TrafficPolicy, findings);
                foreach (Subset subset in rule.Subsets)
                {
                    CheckSubset(cluster, rule, subset, findings);
                }
            }
        }
    }

    /// <summary>Whether a port's settings alone are why a policy has no outlier detection.</summary>
    public static bool TakesOutlierDetection(PolicyCase policy) =>
        policy.Policy.OutlierDetectionPath.Contains(".portLevelSettings[", StringComparison.Ordinal)
        && (policy.Rule.Rule.TrafficPolicy?.OutlierDetection is not null || policy.Subset?.TrafficPolicy?.OutlierDetection is not null);

    private static void CheckSubset(AnalyzedCluster cluster, DestinationRule rule, Subset subset, Findings findings)
    {
        if (subset.TrafficPolicy is not { } policy)
        {
            return;
        }

        string field = $"subsets[{subset.Name}].trafficPolicy";
        if (SetsPlaces(rule.TrafficPolicy?.LoadBalancer) && policy.LoadBalancer is not null && !SetsPlaces(policy.LoadBalancer))
        {
            findings.Add(
                AnalysisDiagnostics.PolicyWipesFailover,
                cluster.PathOf(rule, $"{field}.loadBalancer"),
                $"The loadBalancer of subset '{subset.Name}' replaces the rule's, and with it localityLbSetting.",
                "Repeat localityLbSetting in the subset's loadBalancer.");
        }

        // What the subset does not say for all ports comes from the rule.
        var inherited = new TrafficPolicy
        {
            LoadBalancer = policy.LoadBalancer ?? rule.TrafficPolicy?.LoadBalancer,
            OutlierDetection = policy.OutlierDetection ?? rule.TrafficPolicy?.OutlierDetection,
        };
        CheckPorts(cluster, rule, policy, field, inherited, findings);
    }

    private static void CheckPorts(
        AnalyzedCluster cluster, DestinationRule rule, TrafficPolicy? policy, string field, TrafficPolicy? inherited, Findings findings)
    {
        foreach (PortTrafficPolicy port in policy?.PortLevelSettings ?? default)
        {
            string[] lost =
            [
                .. inherited?.OutlierDetection is not null && port.OutlierDetection is null ? ["outlierDetection"] : Array.Empty<string>(),
                .. SetsPlaces(inherited?.LoadBalancer) && !SetsPlaces(port.LoadBalancer) ? ["loadBalancer.localityLbSetting"]
                    : Array.Empty<string>(),
            ];
            if (lost.Length > 0)
            {
                string names = string.Join(" and ", lost);
                findings.Add(
                    AnalysisDiagnostics.PolicyWipesFailover,
                    cluster.PathOf(rule, PolicyScope.PortField(field, (int)(port.Port?.Number ?? 0))),
                    $"portLevelSettings inherit nothing: port {port.Port?.Number ?? 0} loses {names} of the policy for all ports.",
                    $"Repeat {names} in the port's settings.");
            }
        }
    }

    private static bool SetsPlaces(LoadBalancerSettings? settings) =>
        settings is { LocalityLbSetting: not null } or { ZoneAwareLbSetting: not null };
}
