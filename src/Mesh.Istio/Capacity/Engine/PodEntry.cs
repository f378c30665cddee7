using Mesh.Inventories;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>A pod with what is asked about it again and again.</summary>
/// <param name="Key">What it is known by.</param>
/// <param name="Workload">The workload that it is of, <c>namespace/name</c>.</param>
/// <param name="Pod">The pod; <see langword="null"/> for an endpoint that is none.</param>
/// <param name="Capacity">What it carries.</param>
/// <param name="Calls">The calls that follow from its requests.</param>
internal sealed record PodEntry(
    BackendKey Key, string Workload, WorkloadInfo? Pod, PodCapacity? Capacity, IReadOnlyList<CallRatio> Calls)
{
    public ClientKey Client => new(Key.Cluster, Workload, Pod?.Locality.Value ?? Locality.Empty);
}
