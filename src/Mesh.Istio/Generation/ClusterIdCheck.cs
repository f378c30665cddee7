using Mesh.Diagnostics;

namespace Mesh.Istio.Generation;

/// <summary>Says where Istio's name of a cluster is needed and not known, or known twice.</summary>
internal static class ClusterIdCheck
{
    public static void Run(ClusterMap clusters, Func<string, bool> needs, ICollection<Diagnostic> diagnostics)
    {
        foreach (ClusterFacts cluster in clusters.All.Where(cluster => cluster.IstioClusterId is null && needs(cluster.Name)))
        {
            string path = $"clusters/{cluster.Name}/istioClusterId";
            if (cluster.Inventory?.IstioClusterIds is { Count: > 1 } several)
            {
                string names = string.Join(" and as ", several.Select(id => $"'{id}'"));
                diagnostics.Add(GenerationDiagnostics.IstioClusterIdsDiffer.At(
                    path,
                    $"Pods of cluster '{cluster.Name}' say that Istio knows it as {names}. "
                        + "Which of them counts is not guessed: the wrong one is a set of endpoints that is empty.",
                    "Restart the pods with the old name, or declare the right one in the model (WithIstioClusterId)."));
            }
            else if (cluster.IsObserved)
            {
                diagnostics.Add(GenerationDiagnostics.IstioClusterIdUnknown.At(
                    path,
                    $"No pod tells by which name Istio knows cluster '{cluster.Name}' (CLUSTER_ID of istiod, ISTIO_META_CLUSTER_ID of its "
                        + "proxies), so gateways route to all endpoints that they are told. That is right only if no istiod reads another "
                        + "cluster: else they send on to other clusters, and two can send in a circle.",
                    "Read pods with their environment, or declare the name in the model (WithIstioClusterId)."));
            }
        }
    }
}
