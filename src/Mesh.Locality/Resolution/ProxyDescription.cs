namespace Mesh.Resolution;

/// <summary>What decides where a proxy is, for <see cref="LocalityResolver.OfProxy"/>.</summary>
public sealed record ProxyDescription
{
    /// <summary>The proxy's name, for provenance; empty when it does not matter.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// The labels that istiod's registry holds for the workload, topology labels included (for a pod: its own, and region, zone and subzone
    /// as <see cref="LocalityResolver"/> finds them for it); <see langword="null"/> when no registry knows the
    /// workload, for example a virtual machine without WorkloadEntry.
    /// </summary>
    public ValueMap<string>? RegistryLabels { get; init; }

    /// <summary>
    /// The workload's labels as the proxy's agent has them: of the pod, or of <c>ISTIO_METAJSON_LABELS</c> on a virtual machine.
    /// </summary>
    public ValueMap<string> WorkloadLabels { get; init; }

    /// <summary>
    /// The locality in the proxy's connection (<c>node.locality</c>); <see langword="null"/> means: as the agent computes it from
    /// <see cref="WorkloadLabels"/> and <see cref="PlatformLocality"/>.
    /// </summary>
    public Locality? NodeLocality { get; init; }

    /// <summary>What the metadata server of AWS, Azure or Google Cloud tells the agent; empty elsewhere.</summary>
    public Locality PlatformLocality { get; init; }
}
