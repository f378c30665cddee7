using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>
/// Finds clusters in which nobody reads what is applied: an istiod reads Istio's objects of its own cluster only. Who configures a cluster
/// from elsewhere is said by an annotation; pods of Istio's namespace without an istiod may be all that somebody read of it.
/// </summary>
internal static class ControlPlaneCheck
{
    private const string Reads = "An istiod reads Istio's objects of its own cluster alone";

    public static void Run(ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        foreach (ClusterFacts cluster in clusters.All.Where(cluster => cluster.IsObserved))
        {
            if (cluster.Inventory!.ControlPlane is { } plane && plane != cluster.Name && plane != cluster.IstioClusterId)
            {
                diagnostics.Add(SurroundingsDiagnostics.NoControlPlane.At(
                    $"clusters/{cluster.Name}",
                    $"The proxies of cluster '{cluster.Name}' are configured by the istiod of cluster '{plane}' (primary-remote). "
                        + $"{Reads}: nobody would read what is applied here.",
                    "Give the cluster an istiod of its own, or leave it out of the model and let the cluster that configures it be the "
                        + "one of the model."));
            }
            else if (LacksIstiod(cluster.Inventory))
            {
                diagnostics.Add(SurroundingsDiagnostics.NoControlPlaneSeen.At(
                    $"clusters/{cluster.Name}",
                    $"Pods of Istio's namespace of cluster '{cluster.Name}' were read, and none of them is an istiod. {Reads}: if there "
                        + "is none, nobody reads what is applied here.",
                    "Read the whole namespace, or give the cluster an istiod of its own."));
            }
        }
    }

    // An istiod outside the cluster has a Service there; a namespace of which nothing was read says nothing.
    private static bool LacksIstiod(ClusterInventory cluster)
    {
        string[] homes = cluster.IstioNamespaces.IsEmpty ? [cluster.IstioNamespace] : [.. cluster.IstioNamespaces];
        WorkloadInfo[] pods = [.. cluster.Workloads.Where(pod => homes.Contains(pod.Namespace))];
        return pods.Length > 0 && !Array.Exists(pods, pod => IsIstiod(pod.Name, pod.Labels))
            && !cluster.Services.Any(service => homes.Contains(service.Namespace) && IsIstiod(service.Name, service.Labels));
    }

    private static bool IsIstiod(string name, ValueMap<string> labels) =>
        name.StartsWith("istiod", StringComparison.Ordinal) || (labels.TryGetValue("app", out string? app) && app == "istiod");
}
