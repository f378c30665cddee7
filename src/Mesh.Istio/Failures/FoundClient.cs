using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Failures;

/// <summary>The answer to the question which proxy a client is.</summary>
internal abstract record FoundClient
{
    private FoundClient()
    {
    }

    /// <summary>A proxy.</summary>
    /// <param name="Proxy">The proxy.</param>
    /// <param name="Pods">The client's pods; where a place was asked for, those of them that are
    /// there, if any. None for a proxy that was not observed.</param>
    /// <param name="Place">The place that was asked for; <see langword="null"/> for that of most pods.</param>
    internal sealed record Known(ClientProxy Proxy, ValueList<WorkloadInfo> Pods, Locality? Place) : FoundClient
    {
        /// <summary>The pod that the proxy is of; <see langword="null"/> when none was observed.</summary>
        public BackendKey? Pod => Pods.IsEmpty ? null : KeyOf(Pods.FirstOrDefault(pod => pod.Locality.Value == Proxy.Locality) ?? Pods[0]);

        /// <summary>The proxy of those pods that a failure leaves; <see langword="null"/> when it leaves none.</summary>
        public ClientProxy? Left(FailedWorld world)
        {
            if (world.Inventory.Find(Proxy.Cluster) is not { } cluster)
            {
                return null;
            }

            WorkloadInfo[] left = [.. Pods.Where(pod => !world.Parts.IsGone(cluster, pod) && !world.Parts.Failing.Contains(KeyOf(pod)))];
            return left.Length == 0 ? null : left.Length == Pods.Count ? Proxy : ClientFinder.ProxyOf(cluster, left, Proxy.Type, Place);
        }

        private BackendKey KeyOf(WorkloadInfo pod) => new(Proxy.Cluster, pod.Namespace, pod.Name);
    }

    /// <summary>No proxy.</summary>
    /// <param name="Problem">Why not.</param>
    internal sealed record Unknown(Diagnostic Problem) : FoundClient;

    /// <summary>The same client as a gateway that is called from outside.</summary>
    public FoundClient AsGateway() => this is Known known ? known with { Proxy = known.Proxy with { Type = ProxyType.Router } } : this;
}
