using Mesh.Inventories;

namespace Mesh.Istio.Failures;

/// <summary>What fails.</summary>
internal sealed class FailedParts
{
    /// <summary>Pods that are still listed but do not answer.</summary>
    public HashSet<BackendKey> Failing { get; } = [];

    /// <summary>Pods that are gone with their endpoints.</summary>
    public HashSet<BackendKey> Gone { get; } = [];

    /// <summary>How the pods fail that are in <see cref="Failing"/>, and which are slow.</summary>
    public Dictionary<BackendKey, FailureKind> Kinds { get; } = [];

    /// <summary>How much later slow pods answer.</summary>
    public Dictionary<BackendKey, TimeSpan> Delays { get; } = [];

    /// <summary>The answers of their own that pods give.</summary>
    public Dictionary<BackendKey, List<PodAnswer>> Answers { get; } = [];

    /// <summary>Pods that answer but are not ready.</summary>
    public HashSet<BackendKey> NotReady { get; } = [];

    /// <summary>Clusters that cannot send to others.</summary>
    public HashSet<(string From, string To)> Paths { get; } = [];

    /// <summary>Addresses that answer nobody any more.</summary>
    public HashSet<string> Addresses { get; } = new(StringComparer.Ordinal);

    /// <summary>Clusters whose istiod is down: it pushes nothing any more.</summary>
    public HashSet<string> Istiods { get; } = new(StringComparer.Ordinal);

    /// <summary>Remote secrets that are gone: who read whom.</summary>
    public HashSet<(string Istiod, string Cluster)> Secrets { get; } = [];

    /// <summary>Clusters whose workload certificates have expired.</summary>
    public HashSet<string> Certificates { get; } = new(StringComparer.Ordinal);

    /// <summary>Certificates of gateways that have expired.</summary>
    public HashSet<(string Cluster, string Name)> Credentials { get; } = [];

    public HashSet<string> Clusters { get; } = new(StringComparer.Ordinal);

    public HashSet<(string Region, string Zone)> Places { get; } = [];

    public bool IsPlaceDown(Locality place) => Places.Contains((place.Region, "")) || Places.Contains((place.Region, place.Zone));

    /// <summary>Everything that fails in any of several failures.</summary>
    public static FailedParts All(IEnumerable<FailedParts> failures)
    {
        var all = new FailedParts();
        foreach (FailedParts parts in failures)
        {
            all.Failing.UnionWith(parts.Failing);
            all.Gone.UnionWith(parts.Gone);
            all.NotReady.UnionWith(parts.NotReady);
            all.Paths.UnionWith(parts.Paths);
            all.Addresses.UnionWith(parts.Addresses);
            all.Istiods.UnionWith(parts.Istiods);
            all.Secrets.UnionWith(parts.Secrets);
            all.Certificates.UnionWith(parts.Certificates);
            all.Credentials.UnionWith(parts.Credentials);
            all.Clusters.UnionWith(parts.Clusters);
            all.Places.UnionWith(parts.Places);
            foreach ((BackendKey pod, FailureKind kind) in parts.Kinds)
            {
                all.Kinds[pod] = kind;
            }

            foreach ((BackendKey pod, TimeSpan delay) in parts.Delays)
            {
                all.Delays[pod] = delay;
            }

            foreach ((BackendKey pod, List<PodAnswer> answers) in parts.Answers)
            {
                answers.ForEach(answer => all.Answer(pod, answer));
            }
        }

        return all;
    }

    public void Fail(BackendKey pod, FailureKind kind)
    {
        Kinds[pod] = kind;
        if (kind != FailureKind.Slow)
        {
            Failing.Add(pod);
        }
    }

    public void Answer(BackendKey pod, PodAnswer answer)
    {
        if (!Answers.TryGetValue(pod, out List<PodAnswer>? answers))
        {
            Answers.Add(pod, answers = []);
        }

        answers.Add(answer);
    }

    public void SlowDown(BackendKey pod, TimeSpan delay)
    {
        Kinds.TryAdd(pod, FailureKind.Slow);
        Delays[pod] = delay;
    }

    /// <summary>What is left of a cluster; <see langword="null"/> when nothing of it changes.</summary>
    public ClusterInventory? Change(ClusterInventory cluster)
    {
        ClusterInventory left = Apply(cluster);
        return ReferenceEquals(left, cluster) ? null : left;
    }

    /// <summary>
    /// Whether an istiod pushes nothing to the proxies of a cluster: it is down, with its cluster if that is another one.
    /// </summary>
    public bool IsSilent(string istiod, string cluster) =>
        Istiods.Contains(istiod) || (istiod != cluster && Clusters.Contains(istiod));

    /// <summary>
    /// What an istiod then knows: of another cluster that is down it cannot read anything new, and keeps what it knew.
    /// </summary>
    public Inventory KnownTo(string istiod, Inventory left, Inventory before) => !Clusters.Any(name => name != istiod) ? left : left with
    {
        Clusters = left.Clusters
            .Select(cluster => cluster.Name != istiod && Clusters.Contains(cluster.Name) ? before.Find(cluster.Name) ?? cluster : cluster)
            .ToValueList(),
    };

    /// <summary>The other clusters that an istiod still reads.</summary>
    public ValueList<string> ReadBy(Inventory inventory, string istiod)
    {
        ValueList<string> reads = ControlPlane.ControlPlanes.ReadBy(inventory, istiod);
        return Secrets.Count == 0 ? reads : reads.Where(name => !Secrets.Contains((istiod, name))).ToValueList();
    }

    public bool IsGone(ClusterInventory cluster, WorkloadInfo pod) =>
        Clusters.Contains(cluster.Name) || IsPlaceDown(pod.Locality.Value)
            || Gone.Contains(new BackendKey(cluster.Name, pod.Namespace, pod.Name));

    private ClusterInventory Apply(ClusterInventory cluster)
    {
        if (Clusters.Contains(cluster.Name))
        {
            return cluster with { Workloads = default, Endpoints = default };
        }

        cluster = WithoutReadiness(cluster);
        if (Places.Count == 0 && !Gone.Any(key => key.Cluster == cluster.Name))
        {
            return cluster;
        }

        var gone = new HashSet<(string, string)>(
            cluster.Workloads.Where(pod => IsGone(cluster, pod)).Select(pod => (pod.Namespace, pod.Name)));
        var workloads = cluster.Workloads.Where(pod => !gone.Contains((pod.Namespace, pod.Name))).ToValueList();
        var endpoints = cluster.Endpoints
            .Where(endpoint => !gone.Contains((endpoint.Namespace, endpoint.Workload))
                && !Gone.Contains(BackendKey.Of(cluster.Name, endpoint)))
            .ToValueList();
        return workloads.Count == cluster.Workloads.Count && endpoints.Count == cluster.Endpoints.Count
            ? cluster
            : cluster with { Workloads = workloads, Endpoints = endpoints };
    }

    private ClusterInventory WithoutReadiness(ClusterInventory cluster) =>
        !NotReady.Any(key => key.Cluster == cluster.Name) ? cluster : cluster with
        {
            Workloads = cluster.Workloads
            .Select(pod => NotReady.Contains(new BackendKey(cluster.Name, pod.Namespace, pod.Name)) ? pod with { Ready = false } : pod)
            .ToValueList(),
            Endpoints = cluster.Endpoints
            .Select(endpoint => NotReady.Contains(BackendKey.Of(cluster.Name, endpoint)) ? endpoint with { Ready = false, Serving = false }
                : endpoint).ToValueList(),
        };
}
