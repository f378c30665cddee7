using System.Text.Json;
using Mesh.Diagnostics;
using Mesh.Istio.Capacity.Serialization;

namespace Mesh.Istio.Capacity;

/// <summary>
/// How many requests come to whom in the steady state of a failure, and how much of what pods carry that is. Requests per second
/// everywhere.
/// </summary>
public sealed record LoadForecast
{
    /// <summary>What fails, in words; empty for the state as observed.</summary>
    public ValueList<string> Failures { get; init; }

    /// <summary>The requests that are sent in a second, those that follow from others among them.</summary>
    public required double Asked { get; init; }

    /// <summary>What is lost, or goes nobody knows where, the most first.</summary>
    public ValueList<LostDemand> Lost { get; init; }

    /// <summary>The pods of every workload that gets requests, by cluster, workload and name.</summary>
    public ValueList<PodLoad> Pods { get; init; }

    /// <summary>The workloads that get requests, by cluster and name.</summary>
    public ValueList<ServiceLoad> Services { get; init; }

    /// <summary>The clusters that get requests, by name.</summary>
    public ValueList<ClusterLoad> Clusters { get; init; }

    /// <summary>What the answer rests on without having been observed.</summary>
    public ValueList<string> Assumptions { get; init; }

    /// <summary>What could not be answered (<c>MC</c> and <c>MF</c> codes).</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>Whether the question has no answer, because a name in it does not exist or calls grow without end.</summary>
    public bool IsUnknown => Diagnostics.HasErrors;

    /// <summary>Whether clients that are left lose requests.</summary>
    public bool LosesRequests => Lost.Any(lost => !lost.IsUnknown);

    /// <summary>The workloads that get requests and of which nobody knows what their pods carry, <c>CLUSTER namespace/name</c>.</summary>
    public IEnumerable<string> UnknownCapacity =>
        Services.Where(service => service.Capacity is null && service.RequestsPerSecond > 0)
            .Select(service => $"{service.Cluster} {service.Workload}");

    /// <summary>The pod with the largest utilisation; <see langword="null"/> when nobody knows any.</summary>
    public PodLoad? Busiest => Pods.Where(pod => pod.Utilisation is not null).MaxBy(pod => pod.Utilisation);

    /// <summary>The pods to which more comes than they carry.</summary>
    /// <param name="headroom">The part of the capacity that has to stay free, from 0 to less than 1. Default: 0.</param>
    /// <returns>The pods, as in <see cref="Pods"/>.</returns>
    public IEnumerable<PodLoad> Overloaded(double headroom = 0)
    {
        OptionRange.Require(headroom, 0, 0.999);
        return Pods.Where(pod => pod.IsOverloaded(headroom));
    }

    /// <summary>The requests that come to a cluster in a second.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <returns>Requests per second; 0 for a cluster that gets none.</returns>
    public double RateOf(string cluster) => Clusters.FirstOrDefault(load => load.Cluster == cluster)?.RequestsPerSecond ?? 0;

    /// <summary>The load of a workload in a cluster.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="workload"><c>namespace/name</c>.</param>
    /// <returns>The load; <see langword="null"/> when it gets nothing.</returns>
    public ServiceLoad? Find(string cluster, string workload) =>
        Services.FirstOrDefault(service => service.Cluster == cluster && service.Workload == workload);

    /// <summary>The forecast as indented JSON with all fields in camel case.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads back to an equal forecast.</returns>
    public string ToJson() => CapacityJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The forecast.</returns>
    /// <exception cref="JsonException">The text is no such forecast: a field is unknown, absent or of a wrong type.</exception>
    public static LoadForecast FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return CapacityJson.Read<LoadForecast>(json);
    }

    /// <summary>Clusters, workloads and what is lost, a line each.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => LoadText.Write(this);
}
