using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// Sidecars take one VirtualService for a host and merge none: that of their namespace alone, else the older of those that they see.
/// </summary>
internal sealed class ReplacedVirtualServices : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            var firsts = new Dictionary<(string Host, string Namespace), BoundVirtualService>();
            foreach (VirtualService spec in cluster.Objects.OfType<VirtualService>().Where(spec => !spec.Hosts.IsEmpty))
            {
                var routes = new BoundVirtualService(spec, cluster.Index.Settings);
                foreach (string host in routes.Gateways.Contains(BoundVirtualService.MeshGateway) ? routes.Hosts : default)
                {
                    Check(cluster, firsts, host, routes, findings);
                }
            }
        }
    }

    // Public ones of all namespaces meet at whoever has none of its own; others meet in their namespace only.
    private static void Check(
        AnalyzedCluster cluster, Dictionary<(string Host, string Namespace), BoundVirtualService> firsts, string host,
        BoundVirtualService routes, Findings findings)
    {
        string home = Exports.IsPublic(routes.ExportTo) ? "*" : routes.Namespace;
        if (firsts.TryAdd((host, home), routes) || IsSplit(firsts[(host, home)].Spec, routes.Spec))
        {
            return;
        }

        findings.Add(
            AnalysisDiagnostics.ReplacedVirtualService,
            cluster.PathOf(routes.Spec, "hosts"),
            $"{firsts[(host, home)].Spec} and {routes.Spec} are both for {host} at sidecars, which take the older one and ignore the "
                + $"other.",
            "Write the routes into one VirtualService, or export each to its own clients (exportTo).");
    }

    // Of two, one may be for HTTP and the other for other protocols.
    private static bool IsSplit(VirtualService left, VirtualService right) =>
        (left.Http.IsEmpty && !right.Http.IsEmpty) || (right.Http.IsEmpty && !left.Http.IsEmpty);
}
