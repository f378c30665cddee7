namespace Mesh;

/// <summary>What one pod of a service carries. It changes nothing that is generated; forecasts of load ask for it.</summary>
public sealed record ServiceCapacity
{
    /// <summary>
    /// The service or workload: <c>namespace/details</c> or its full DNS name, in a namespace that the workspace owns. The pods of a
    /// gateway have the name of its Service.
    /// </summary>
    public required string Service { get; init; }

    /// <summary>
    /// How many requests one pod answers in a second for as long as one likes; more than 0. <see langword="null"/>: nobody knows.
    /// </summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>How many requests one pod works on at once; at least 1. <see langword="null"/>: nobody knows.</summary>
    public int? Concurrency { get; init; }
}
