using System.Globalization;

namespace Mesh.Istio.Failures;

public sealed partial class FailureBuilder
{
    /// <summary>Pods of a service, of a workload or of a gateway fail in a certain way but stay listed.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="workload"><c>namespace/name</c> of a Service, a workload, or a Gateway resource that selects the pods.</param>
    /// <param name="kind">How they fail.</param>
    /// <param name="pods">How many of the pods, by ordinal order of their names; <see langword="null"/>, the default, means all.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder PodsFail(string cluster, string workload, FailureKind kind, int? pods = null) =>
        Take(cluster, workload, pods, key => Parts.Fail(key, kind), Words(kind));

    /// <summary>Pods of a service or a workload answer late.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="workload"><c>namespace/name</c> of a Service, a workload, or a Gateway resource that selects the pods.</param>
    /// <param name="delay">How much longer every answer takes.</param>
    /// <param name="pods">How many of the pods, by ordinal order of their names; <see langword="null"/>, the default, means all.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder PodsSlow(string cluster, string workload, TimeSpan delay, int? pods = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Take(
            cluster, workload, pods, key => Parts.SlowDown(key, delay),
            string.Create(CultureInfo.InvariantCulture, $"answers {delay.TotalSeconds} s late"));
    }

    /// <summary>
    /// Pods of a service or a workload are not ready any more, although they still answer: Kubernetes and istiod take them out.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="workload"><c>namespace/name</c> of a Service, a workload, or a Gateway resource that selects the pods.</param>
    /// <param name="pods">How many of the pods, by ordinal order of their names; <see langword="null"/>, the default, means all.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder NotReady(string cluster, string workload, int? pods = null) =>
        Take(cluster, workload, pods, key => Parts.NotReady.Add(key), "is not ready");

    /// <summary>Nothing that one cluster sends to another arrives; the way back is not affected.</summary>
    /// <param name="from">The sending cluster.</param>
    /// <param name="to">The cluster that is not reached.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder PathDown(string from, string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        _descriptions.Add($"the path from {from} to {to} is down");
        foreach (string cluster in (string[])[from, to])
        {
            CheckCluster(cluster);
        }

        Parts.Paths.Add((from, to));
        return this;
    }

    private bool CheckCluster(string cluster)
    {
        string[] known =
            [.. _inventory.Clusters.Select(entry => entry.Name).Union(_resources.Clusters.Select(entry => entry.Cluster)).Order(
            StringComparer.Ordinal)];
        bool isKnown = known.Contains(cluster);
        if (!isKnown)
        {
            Missing($"clusters/{cluster}", $"No cluster is called '{cluster}'; there is: {string.Join(", ", known)}.", cluster, known);
        }

        return isKnown;
    }

    private static string Words(FailureKind kind) => kind switch
    {
        FailureKind.Refused => "refuses connections",
        FailureKind.Reset => "resets connections",
        FailureKind.Answers503 => "answers 503",
        FailureKind.Hangs => "hangs",
        _ => "is slow",
    };
}
