using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Inventories;

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

    /// <summary>
    /// Pods of a service or a workload answer requests for some paths with a status of their own, and all others as ever.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="workload"><c>namespace/name</c> of a Service, a workload, or a Gateway resource that selects the pods.</param>
    /// <param name="status">The HTTP status code, from 200 to 599.</param>
    /// <param name="path">The beginning of the paths. Default: <c>/</c>, which is all.</param>
    /// <param name="pods">How many of the pods, by ordinal order of their names; <see langword="null"/>, the default, means all.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder PodsAnswer(string cluster, string workload, int status, string path = "/", int? pods = null)
    {
        OptionRange.Require(status, 200, 599);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Take(
            cluster, workload, pods, key => Parts.Answer(key, new PodAnswer(path, status, IsGrpc: false)),
            string.Create(CultureInfo.InvariantCulture, $"answers {status}{(path == "/" ? "" : $" for {path}")}"));
    }

    /// <summary>Pods of a service or a workload answer gRPC calls with a status of their own.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="workload"><c>namespace/name</c> of a Service, a workload, or a Gateway resource that selects the pods.</param>
    /// <param name="grpcStatus">The gRPC status, from 0 to 16; 14 is <c>UNAVAILABLE</c>.</param>
    /// <param name="pods">How many of the pods, by ordinal order of their names; <see langword="null"/>, the default, means all.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder PodsAnswerGrpc(string cluster, string workload, int grpcStatus, int? pods = null)
    {
        OptionRange.Require(grpcStatus, 0, 16);
        return Take(
            cluster, workload, pods, key => Parts.Answer(key, new PodAnswer("/", grpcStatus, IsGrpc: true)),
            string.Create(CultureInfo.InvariantCulture, $"answers with gRPC status {grpcStatus}"));
    }

    /// <summary>Pods of a service or a workload answer late.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="workload"><c>namespace/name</c> of a Service, a workload, or a Gateway resource that selects the pods.</param>
    /// <param name="delay">How much longer every answer takes, from 0 to a day.</param>
    /// <param name="pods">How many of the pods, by ordinal order of their names; <see langword="null"/>, the default, means all.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder PodsSlow(string cluster, string workload, TimeSpan delay, int? pods = null)
    {
        OptionRange.Require(delay, TimeSpan.Zero, OptionRange.Day);
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

    /// <summary>
    /// One address answers nobody any more and stays listed: an IP address or DNS name of a ServiceEntry, a WorkloadEntry, a load balancer
    /// or a pod, also of something that belongs to no cluster.
    /// </summary>
    /// <param name="address">The address as it is written, without port.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder EndpointDown(string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        _descriptions.Add($"{address} is down");
        Parts.Addresses.Add(address);
        HashSet<string> known = KnownAddresses.Of(_inventory, _resources);
        if (!known.Contains(address))
        {
            Missing($"endpoints/{address}", $"Nothing has the address '{address}'.", address, known);
        }

        foreach (ClusterInventory cluster in _inventory.Clusters)
        {
            foreach (WorkloadInfo pod in cluster.Workloads.Where(pod => pod.Address == address))
            {
                Parts.Fail(new BackendKey(cluster.Name, pod.Namespace, pod.Name), FailureKind.Refused);
            }
        }

        return this;
    }

    /// <summary>
    /// The istiod that configures the proxies of a cluster is down. Proxies keep what they have; nothing new is pushed to them, so that
    /// endpoints that go stay listed.
    /// </summary>
    /// <param name="cluster">The cluster of the istiod.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder ControlPlaneDown(string cluster)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        _descriptions.Add($"istiod of {cluster} is down");
        if (CheckCluster(cluster))
        {
            Parts.Istiods.Add(cluster);
        }

        return this;
    }

    /// <summary>An istiod loses the remote secret of another cluster, and with it every endpoint that it read there.</summary>
    /// <param name="cluster">The cluster of the istiod.</param>
    /// <param name="remote">The cluster that it reads no longer.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder RemoteSecretGone(string cluster, string remote)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentException.ThrowIfNullOrEmpty(remote);
        _descriptions.Add($"the remote secret of {cluster} for {remote} is gone");
        if (CheckCluster(cluster) & CheckCluster(remote))
        {
            ValueList<string> known = ControlPlane.ControlPlanes.ReadBy(_inventory, cluster);
            if (!known.Contains(remote))
            {
                Missing(
                    $"clusters/{cluster}/secrets/{remote}",
                    $"Nothing says that the istiod of '{cluster}' reads '{remote}'.",
                    remote,
                    known);
            }

            Parts.Secrets.Add((cluster, remote));
        }

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
        FailureKind.ApplicationDown => "has no application behind its sidecar",
        FailureKind.ApplicationHangs => "has an application that hangs",
        FailureKind.Silent => "is not reached",
        _ => "is slow",
    };
}
