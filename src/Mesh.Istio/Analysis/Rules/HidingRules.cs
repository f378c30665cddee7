using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// A client takes the DestinationRule of its own namespace, else that of the service's, else that of the root namespace, whole: what the
/// hidden one says, and the other does not, is gone. Subsets are missed only where a route leads to them.
/// </summary>
internal sealed class HidingRules : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            Dictionary<(string Host, string Namespace), DestinationRule> byPlace = cluster.Objects.OfType<DestinationRule>()
                .Where(rule => rule.WorkloadSelector is null)
                .GroupBy(rule => (Expand(cluster, rule), rule.Metadata.Namespace ?? ""))
                .ToDictionary(group => group.Key, group => group.First());
            string root = cluster.Index.Settings.RootNamespace;
            (string Host, DestinationRule Rule)[] ofRoot = [.. byPlace.Where(place => place.Key.Namespace == root)
                .Select(place => (place.Key.Host, place.Value))
                .OrderBy(rule => rule.Host, Comparer<string>.Create(HostName.CompareSpecificity))];
            foreach (((string host, string ns), DestinationRule rule) in byPlace)
            {
                foreach (MeshService service in cluster.Index.Registry.ByNamespace(host).Values)
                {
                    DestinationRule? hidden = byPlace.GetValueOrDefault((host, service.Namespace)) is { } own && own != rule ? own
                        : ns == root ? null
                        : ofRoot.FirstOrDefault(candidate => HostName.IsSubsetOf(host, candidate.Host)).Rule;
                    if (hidden is not null && IsUsed(cluster, ns, service.Namespace) && IsFor(hidden, ns) && Lost(rule, hidden) is { } lost)
                    {
                        findings.Add(
                            AnalysisDiagnostics.HidingRule,
                            cluster.PathOf(rule, "host"),
                            $"For clients in namespace {ns} {rule} hides {hidden}, which is for the host {host} too and has {lost}.",
                            "Repeat it in this rule, or remove the rule.");
                    }
                }
            }
        }
    }

    // A service's own rule is read by the clients of every namespace.
    private static bool IsUsed(AnalyzedCluster cluster, string ns, string home) => ns == home || HasClients(cluster, ns);

    // Where nobody knows who calls, a rule of the root namespace is for the whole mesh.
    private static bool HasClients(AnalyzedCluster cluster, string ns) =>
        cluster.Clients.Length > 0 ? cluster.Clients.Any(place => place.Pods.Contains(ns)) : ns != cluster.Observed.IstioNamespace;

    private static string Expand(AnalyzedCluster cluster, DestinationRule rule) =>
        HostName.Expand(rule.Host, rule.Metadata.Namespace ?? "", cluster.Index.Settings.CompletingDomain);

    private static bool IsFor(DestinationRule rule, string ns) =>
        rule.ExportTo.IsEmpty || rule.ExportTo.Contains("*") || rule.ExportTo.Contains(ns);

    private static string? Lost(DestinationRule rule, DestinationRule hidden) =>
        hidden.TrafficPolicy?.OutlierDetection is not null && rule.TrafficPolicy?.OutlierDetection is null ? "outlierDetection"
        : hidden.TrafficPolicy?.LoadBalancer?.LocalityLbSetting is not null && rule.TrafficPolicy?.LoadBalancer?.LocalityLbSetting is null
            ? "localityLbSetting"
        // Inside the mesh istiod finds out for itself.
        : hidden.TrafficPolicy?.Tls?.Mode is ClientTlsMode.Simple or ClientTlsMode.Mutual && rule.TrafficPolicy?.Tls is null ? "tls"
        : null;
}
