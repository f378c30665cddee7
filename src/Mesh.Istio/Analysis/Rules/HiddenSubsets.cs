using Mesh.Inventories;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// A route is looked up with the rule that its client gets: of its own namespace, else of the service's, else of the root's, as far as they
/// are exported to it. A subset that only another rule has is no cluster there, and requests for it fail.
/// </summary>
internal sealed class HiddenSubsets : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters.Where(cluster => cluster.Clients.Length > 0))
        {
            ILookup<string, DestinationRule> rules = cluster.Objects.OfType<DestinationRule>().ToLookup(
                rule => HostName.Expand(rule.Host, rule.Metadata.Namespace ?? "", cluster.Index.Settings.CompletingDomain),
                StringComparer.Ordinal);
            foreach (VirtualService spec in cluster.Objects.OfType<VirtualService>().Where(spec => !spec.Hosts.IsEmpty))
            {
                var routes = new BoundVirtualService(spec, cluster.Index.Settings);
                foreach ((string field, Resources.Destination destination) in RouteDestinations.Of(spec))
                {
                    Check(cluster, rules, routes, field, destination, findings);
                }
            }
        }
    }

    private static void Check(
        AnalyzedCluster cluster, ILookup<string, DestinationRule> rules, BoundVirtualService routes, string field,
        Resources.Destination destination, Findings findings)
    {
        string host = routes.Expand(destination.Host);
        DestinationRule? hidden = string.IsNullOrEmpty(destination.Subset) ? null
            : rules[host].FirstOrDefault(rule => rule.Subsets.Any(subset => subset.Name == destination.Subset));
        // A subset that no rule has is another mistake.
        if (hidden is null)
        {
            return;
        }

        foreach ((string ns, WorkloadInfo pod) in Clients(cluster, routes))
        {
            foreach (MeshService service in cluster.Index.Registry.ByNamespace(host).Values.Where(
                service => cluster.Index.IsVisible(service, ns)).Take(1))
            {
                IReadOnlyList<ConsolidatedRule> found = cluster.Index.DestinationRules.Find(ns, service);
                ConsolidatedRule? used = found.Count > 0 ? SidecarScope.Choose(found, ns, pod.Labels) : null;
                if (used?.FindSubset(destination.Subset!) is null)
                {
                    findings.Add(
                        AnalysisDiagnostics.HiddenSubset, cluster.PathOf(routes.Spec, $"{field}.destination.subset"),
                        $"Clients in namespace {ns} get {(used is null ? "no DestinationRule" : $"DestinationRule {used.From[0]}")} for "
                            + $"{host}, which has no subset '{destination.Subset}'; only {hidden} has it: their requests fail.",
                        used is null ? "Export the rule to them (exportTo), or move it to the service's namespace."
                            : "Write the subset into the rule that they get, or remove that rule.");
                    return;
                }
            }
        }
    }

    // One pod for each namespace whose proxies have the routes: sidecars, and the pods of gateways.
    private static IEnumerable<(string Namespace, WorkloadInfo Pod)> Clients(AnalyzedCluster cluster, BoundVirtualService routes)
    {
        foreach (string gateway in routes.Gateways.AsEnumerable())
        {
            Resources.Gateway? bound = gateway == BoundVirtualService.MeshGateway ? null : Array.Find(
                cluster.Index.Gateways, candidate => $"{candidate.Metadata.Namespace}/{candidate.Metadata.Name}" == gateway);
            if (bound is null && gateway != BoundVirtualService.MeshGateway)
            {
                continue;
            }

            foreach (IGrouping<string, WorkloadInfo> pods in cluster.Clients.SelectMany(place => place.Pods))
            {
                WorkloadInfo? pod = Exports.IsVisible(routes.ExportTo, routes.Namespace, pods.Key)
                    ? pods.FirstOrDefault(pod => bound is null ? !cluster.IsGateway(pod)
                        : !bound.Selector.IsEmpty && LabelMatch.Matches(bound.Selector, pod.Labels))
                    : null;
                if (pod is not null)
                {
                    yield return (pods.Key, pod);
                }
            }
        }
    }
}
