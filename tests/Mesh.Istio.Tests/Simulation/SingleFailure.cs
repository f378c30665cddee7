using Mesh.Inventories;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>One thing that fails in one way.</summary>
/// <param name="Name">It in words.</param>
/// <param name="Kind">How pods fail; null where they, or the way to them, are gone.</param>
/// <param name="Fail">The same for the simulator.</param>
internal sealed record SingleFailure(string Name, FailureKind? Kind, Action<FailureBuilder> Fail)
{
    private static readonly FailureKind[] Kinds =
    [
        FailureKind.Refused, FailureKind.Reset, FailureKind.Answers503, FailureKind.Hangs, FailureKind.ApplicationDown,
        FailureKind.ApplicationHangs, FailureKind.Silent,
    ];

    /// <summary>Every cluster, zone, path and control plane; of every service and gateway all pods, and one, in every way.</summary>
    internal static IEnumerable<SingleFailure> Of(ObservedMesh mesh)
    {
        string[] clusters = [.. mesh.Inventory.Clusters.Select(cluster => cluster.Name)];
        foreach (string cluster in clusters)
        {
            yield return new($"{cluster} down", null, failure => failure.ClusterDown(cluster));
            yield return new($"istiod of {cluster} down", null, failure => failure.ControlPlaneDown(cluster));
            foreach (string other in clusters.Where(other => other != cluster))
            {
                yield return new($"path {cluster} to {other} down", FailureKind.Silent, failure => failure.PathDown(cluster, other));
            }
        }

        foreach (ClusterInventory cluster in mesh.Inventory.Clusters.ToArray())
        {
            foreach (ServiceInfo service in cluster.Services.ToArray().Where(service => mesh.Backends.In(cluster).Of(service).Length > 0))
            {
                foreach (SingleFailure failure in Of(cluster.Name, $"{service.Namespace}/{service.Name}",
                    mesh.Backends.In(cluster).Of(service).Length))
                {
                    yield return failure;
                }
            }
        }
    }

    private static IEnumerable<SingleFailure> Of(string cluster, string service, int pods)
    {
        string name = $"{service} in {cluster}";
        yield return new($"{name} scaled to zero", null, failure => failure.ServiceScaledToZero(cluster, service));
        yield return new($"{name} not ready", null, failure => failure.NotReady(cluster, service));
        foreach (FailureKind kind in Kinds)
        {
            yield return new($"{name} {kind}", kind, failure => failure.PodsFail(cluster, service, kind));
            if (pods > 1)
            {
                yield return new($"one pod of {name} {kind}", kind, failure => failure.PodsFail(cluster, service, kind, 1));
            }
        }
    }
}
