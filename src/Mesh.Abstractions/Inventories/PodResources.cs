namespace Mesh.Inventories;

/// <summary>What the containers of a pod ask for and may use together; <see langword="null"/> where one of them does not say.</summary>
public sealed record PodResources
{
    /// <summary>The processor time that is kept for the pod, in cores; <see langword="null"/> when no container asks for any.</summary>
    public double? CpuRequest { get; init; }

    /// <summary>The processor time that the pod may use, in cores; <see langword="null"/> when a container has no limit.</summary>
    public double? CpuLimit { get; init; }

    /// <summary>The memory that is kept for the pod, in bytes; <see langword="null"/> when no container asks for any.</summary>
    public double? MemoryRequest { get; init; }

    /// <summary>The memory that the pod may use, in bytes; <see langword="null"/> when a container has no limit.</summary>
    public double? MemoryLimit { get; init; }
}
