using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Failures;

/// <summary>The proxy of a client, or why there is none.</summary>
/// <param name="Proxy">The proxy; <see langword="null"/> when the client was not found.</param>
/// <param name="Pods">The client's pods; where a place was asked for, those of them that are there, if any.</param>
/// <param name="Place">The place that was asked for; <see langword="null"/> for that of most pods.</param>
/// <param name="Problem">Why there is no proxy; else <see langword="null"/>.</param>
internal sealed record FoundClient(ClientProxy? Proxy, ValueList<WorkloadInfo> Pods, Locality? Place, Diagnostic? Problem)
{
    /// <summary>The proxy of those pods that a failure leaves; <see langword="null"/> when it leaves none.</summary>
    public ClientProxy? Left(FailedWorld world)
    {
        if (Proxy is not { } proxy || world.Inventory.Find(proxy.Cluster) is not { } cluster)
        {
            return null;
        }

        WorkloadInfo[] left = [.. Pods.Where(pod => !world.Parts.IsGone(cluster, pod) && !world.Parts.Failing.Contains(new BackendKey(cluster.Name, pod.Namespace, pod.Name)))];
        return left.Length == 0 ? null : left.Length == Pods.Count ? proxy : ClientFinder.ProxyOf(cluster, left, proxy.Type, Place);
    }
}
