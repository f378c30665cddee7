namespace Mesh.Istio.Capacity;

/// <summary>The requests that come to the pods of one workload in one cluster.</summary>
public sealed record ServiceLoad
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The workload, <c>namespace/name</c>.</summary>
    public required string Workload { get; init; }

    /// <summary>Whether its pods are gateways.</summary>
    public bool IsGateway { get; init; }

    /// <summary>Its ready pods.</summary>
    public required int Pods { get; init; }

    /// <summary>How many requests come to it in a second.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>What its pods carry together; <see langword="null"/> when nobody knows.</summary>
    public double? Capacity { get; init; }

    /// <summary>The utilisation of the pod with the largest; <see langword="null"/> when nobody knows what pods carry.</summary>
    public double? Utilisation { get; init; }

    /// <summary>
    /// How many pods its autoscaler will have made, minutes later; <see langword="null"/> when there is none or nobody can tell.
    /// </summary>
    public int? PodsAfterScaling { get; init; }

    /// <summary>The utilisation when requests are spread evenly over these; <see langword="null"/> when nobody can tell.</summary>
    public double? UtilisationAfterScaling { get; init; }
}
