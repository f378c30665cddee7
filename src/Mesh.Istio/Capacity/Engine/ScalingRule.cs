using Mesh.Inventories;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>How many pods an autoscaler makes of a load.</summary>
internal sealed class ScalingRule
{
    // What differs less than this from its target is left as it is (horizontal-pod-autoscaler-tolerance of Kubernetes).
    private const double Tolerance = 0.1;

    private readonly Dictionary<(string Cluster, string Workload), AutoscalerInfo> _autoscalers = [];

    public ScalingRule(Inventory inventory)
    {
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            foreach (AutoscalerInfo autoscaler in cluster.Autoscalers ?? default)
            {
                _autoscalers.TryAdd((cluster.Name, $"{autoscaler.Namespace}/{autoscaler.TargetName}"), autoscaler);
            }
        }
    }

    /// <summary>
    /// The pods that there will be; <see langword="null"/> without autoscaler, or when nobody knows what a request costs.
    /// </summary>
    /// <param name="service">The load.</param>
    /// <param name="before">The load of the same workload while nothing fails.</param>
    /// <param name="each">What a pod carries.</param>
    /// <param name="assumption">What it rests on.</param>
    public int? Pods(ServiceLoad service, ServiceLoad? before, double? each, out string? assumption)
    {
        assumption = null;
        if (!_autoscalers.TryGetValue((service.Cluster, service.Workload), out AutoscalerInfo? autoscaler)
            || autoscaler.CpuPercent is not { } target)
        {
            return null;
        }

        // Processor time grows with requests: what a request costs is what it cost when it was observed, else what the capacity says.
        double? used = autoscaler.CurrentCpuPercent is { } current && before is { RequestsPerSecond: > 0, Pods: > 0 }
            ? current * (service.RequestsPerSecond / service.Pods) / (before.RequestsPerSecond / before.Pods)
            : each is { } carried ? 100 * service.RequestsPerSecond / service.Pods / carried : null;
        if (used is not { } percent || service.Pods == 0)
        {
            return null;
        }

        assumption = autoscaler.CurrentCpuPercent is not null && before is { RequestsPerSecond: > 0 }
            ? $"a request to {service.Workload} in {service.Cluster} costs as much processor time as when it was observed"
            : $"a pod of {service.Workload} in {service.Cluster} that carries all it can uses all the processor time that it requests";
        int wanted = Math.Abs((percent / target) - 1) <= Tolerance ? service.Pods
            : (int)Math.Min(int.MaxValue, Math.Ceiling((service.Pods * percent / target) - 1e-9));
        return Math.Clamp(wanted, Math.Max(1, autoscaler.MinReplicas), Math.Max(1, autoscaler.MaxReplicas));
    }
}
