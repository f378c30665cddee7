using System.Collections.Concurrent;
using Mesh.Inventories;

namespace Mesh.Istio.Failures;

/// <summary>The pods behind names in each state of a cluster, indexed when they are first asked for. Thread-safe.</summary>
internal sealed class BackendIndex
{
    private readonly ConcurrentDictionary<ClusterInventory, Backends> _clusters = new(ReferenceEqualityComparer.Instance);

    public Backends In(ClusterInventory cluster) => _clusters.GetOrAdd(cluster, static cluster => new Backends(cluster));
}
