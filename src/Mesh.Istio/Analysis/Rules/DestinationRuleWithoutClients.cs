using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// istiod looks for rules in the client's namespace, then the service's, then the root namespace, and takes the first place that has any.
/// </summary>
internal sealed class DestinationRuleWithoutClients : IAnalysisRule
{
    private const string NoNamespace = "\0";

    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        // Without pods nobody can tell where clients are.
        foreach (AnalyzedCluster cluster in mesh.Clusters.Where(cluster => cluster.Clients.Length > 0))
        {
            foreach (var cases in cluster.Policies.Where(policy => policy.Service is not null).GroupBy(
                policy => cluster.PathOf(policy.Object), StringComparer.Ordinal))
            {
                CheckUnread(cluster, [.. cases], findings);
                CheckHiding(cluster, cases, findings);
            }
        }
    }

    private static void CheckUnread(AnalyzedCluster cluster, PolicyCase[] cases, Findings findings)
    {
        DestinationRule rule = cases[0].Object;
        string owner = rule.Metadata.Namespace ?? "";
        string root = cluster.Index.Settings.RootNamespace;
        // The workloads that a rule selects can be scaled to zero.
        if (rule.WorkloadSelector is not null || Array.Exists(cases, policy => policy.Clients.Count > 0))
        {
            return;
        }

        if (owner != root && Array.TrueForAll(cases, policy => policy.Service!.Namespace != owner))
        {
            // A gateway is a client too, and can be scaled to zero.
            if (cluster.Observed.Workloads.All(pod => pod.Namespace != owner)
                && cluster.Index.Gateways.All(gateway => gateway.Metadata.Namespace != owner))
            {
                string home = cases[0].Service!.Namespace;
                findings.Add(
                    AnalysisDiagnostics.DestinationRuleWithoutClients,
                    cluster.PathOf(rule),
                    $"Namespace '{owner}' has no client, and clients elsewhere read rules for {cases[0].Service!.Host} only in their own "
                        + $"namespace, in '{home}' and in '{root}'.",
                    $"Move the rule to '{home}'.");
            }
        }
        else if (!rule.ExportTo.IsEmpty && !IsExported(cluster, rule) && IsSeen(cluster, cases[0]))
        {
            findings.Add(
                AnalysisDiagnostics.DestinationRuleWithoutClients,
                cluster.PathOf(rule, "exportTo"),
                $"exportTo is [{string.Join(
                    ", ", rule.ExportTo)}], and no namespace in it has a client; the service {cases[0].Service!.Host} is seen by others.",
                "Export the rule to the namespaces of its clients, or to \"*\".");
        }
    }

    // A rule for some workloads of a namespace keeps the rules of other namespaces from all of its workloads.
    private static void CheckHiding(AnalyzedCluster cluster, IEnumerable<PolicyCase> cases, Findings findings)
    {
        foreach (PolicyCase policy in cases.Where(policy => policy.Rule.Selector is not null).DistinctBy(policy => policy.Service!.Host))
        {
            string owner = policy.Object.Metadata.Namespace ?? "";
            IReadOnlyList<ConsolidatedRule> own = cluster.Index.DestinationRules.Find(owner, policy.Service!);
            bool hides = cluster.Clients.SelectMany(place => place.Pods[owner]).Any(
                pod => SidecarScope.Choose(own, owner, pod.Labels) is null);
            if (hides && cluster.Index.DestinationRules.Find(NoNamespace, policy.Service!) is [var hidden, ..]
                && hidden.From[0] != policy.Rule.From[0])
            {
                findings.Add(
                    AnalysisDiagnostics.DestinationRuleWithoutClients,
                    cluster.PathOf(policy.Object, "workloadSelector"),
                    $"Pods of namespace '{owner}' that workloadSelector does not select get no rule for {policy.Service!.Host} at all: "
                        + $"DestinationRule {hidden.From[0]} is not read where the namespace has a rule.",
                    $"Add a rule without workloadSelector to '{owner}' with the policy of {hidden.From[0]}.");
            }
        }
    }

    private static bool IsExported(AnalyzedCluster cluster, DestinationRule rule) =>
        cluster.Clients.Any(place => place.Pods.Any(pods => Exports.IsVisible(rule.ExportTo, rule.Metadata.Namespace ?? "", pods.Key)));

    private static bool IsSeen(AnalyzedCluster cluster, PolicyCase policy) =>
        cluster.Clients.Any(place => place.Pods.Any(pods => cluster.Index.IsVisible(policy.Service!, pods.Key)));
}
