using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// A rule or route for a host that no Service or ServiceEntry has is never used. Names without dots get the namespace of their object.
/// </summary>
internal sealed class HostUnknown : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        ILookup<string, string> homes = HomesOf(mesh);
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            var known = cluster.Index.Registry.Services.Select(service => service.Host).ToHashSet(StringComparer.Ordinal);
            foreach ((IstioObject owner, string field, string host) in Named(cluster))
            {
                Check(cluster, owner, field, host, known, homes, findings);
            }
        }
    }

    private static void Check(
        AnalyzedCluster cluster, IstioObject owner, string field, string host, HashSet<string> known, ILookup<string, string> homes,
        Findings findings)
    {
        string domain = cluster.Index.Settings.Domain;
        string full = HostName.Expand(host, owner.Metadata.Namespace ?? "", cluster.Index.Settings.CompletingDomain);
        if (HostName.IsWildcard(full) || known.Contains(full))
        {
            return;
        }

        string path = cluster.PathOf(owner, field);
        string suffix = $".svc.{domain}";
        string name = full.EndsWith(suffix, StringComparison.Ordinal) ? full[..^suffix.Length] : "";
        if (name.Length > 0 && !name.Contains('.', StringComparison.Ordinal))
        {
            findings.Add(AnalysisDiagnostics.HostUnknown, path, $"'{host}' has no namespace.", $"Write {name}.NAMESPACE{suffix}.");
        }
        else if (cluster.KnowsServices && IsComplete(cluster, full, name))
        {
            string[] elsewhere = [.. homes[full].Where(other => other != cluster.Name)];
            string expanded = full == host ? $"'{full}'" : $"'{host}', which means '{full}',";
            if (elsewhere.Length == 0)
            {
                findings.Add(
                    AnalysisDiagnostics.HostUnknown, path,
                    $"No Service or ServiceEntry of the cluster has the host {expanded} so nothing here is used.",
                    "Correct the host, or add a ServiceEntry for it.");
            }
            else if (cluster.Observed.MeshConfig?.CapturesDns != true && !cluster.Remotes.Any(elsewhere.Contains))
            {
                findings.Add(
                    AnalysisDiagnostics.ServiceElsewhereOnly,
                    path,
                    $"{expanded.TrimEnd(',')} is a Service of {string.Join(
                        ", ", elsewhere)} and not of this cluster: istiod knows no such host here, and DNS has no such name.",
                    "Add the Service (without pods), or a ServiceEntry with DNS capture in the sidecars.");
            }
        }
    }

    // A host outside Kubernetes can be meant for a ServiceEntry that somebody else writes, as long as there is none at all.
    private static bool IsComplete(AnalyzedCluster cluster, string full, string name) =>
        name.Length > 0 || !full.Contains('.', StringComparison.Ordinal) || cluster.Objects.Any(value => value is ServiceEntry);

    private static ILookup<string, string> HomesOf(AnalyzedMesh mesh) => mesh.Clusters
        .SelectMany(
            cluster => cluster.Index.Registry.Services.Where(service => service.FromKubernetes).Select(
                service => (service.Host, cluster.Name)))
        .ToLookup(home => home.Host, home => home.Name, StringComparer.Ordinal);

    private static IEnumerable<(IstioObject Owner, string Field, string Host)> Named(AnalyzedCluster cluster)
    {
        foreach (IstioObject value in cluster.Objects.AsEnumerable())
        {
            switch (value)
            {
                case DestinationRule rule:
                    yield return (rule, "host", rule.Host);
                    break;
                case VirtualService routes:
                    foreach ((string field, Resources.Destination destination) in RouteDestinations.Of(routes))
                    {
                        yield return (routes, $"{field}.destination.host", destination.Host);
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
