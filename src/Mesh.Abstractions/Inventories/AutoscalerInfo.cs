namespace Mesh.Inventories;

/// <summary>A HorizontalPodAutoscaler: between which numbers it keeps the pods of a workload, and by what.</summary>
public sealed record AutoscalerInfo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace, which is that of the workload.</summary>
    public required string Namespace { get; init; }

    /// <summary>The kind of the workload, for example <c>Deployment</c>.</summary>
    public string TargetKind { get; init; } = "Deployment";

    /// <summary>The name of the workload.</summary>
    public required string TargetName { get; init; }

    /// <summary>The fewest pods. Default: 1, which is Kubernetes' own.</summary>
    public int MinReplicas { get; init; } = 1;

    /// <summary>The most pods.</summary>
    public required int MaxReplicas { get; init; }

    /// <summary>
    /// The part of the requested processor time that pods are to use, in percent; <see langword="null"/> when it scales by other metrics.
    /// </summary>
    public int? CpuPercent { get; init; }

    /// <summary>
    /// The part of the requested processor time that pods used when it was observed, in percent; <see langword="null"/> when it does not
    /// say.
    /// </summary>
    public int? CurrentCpuPercent { get; init; }

    /// <summary>What else it scales by, <c>TYPE NAME</c> each.</summary>
    public ValueList<string> OtherMetrics { get; init; }
}
