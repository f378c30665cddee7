using Mesh.Inventories;

namespace Mesh.Istio.Failures;

/// <summary>What an address leads to.</summary>
/// <param name="Cluster">The cluster behind it; empty where nothing says.</param>
internal abstract record AddressOwner(string Cluster)
{
    /// <summary>A pod, or an endpoint that is listed without one.</summary>
    /// <param name="Key">What it is known by in failures.</param>
    /// <param name="Workload">The pod; <see langword="null"/> when none was observed.</param>
    /// <param name="Ready">Whether it was observed as ready.</param>
    internal sealed record Pod(BackendKey Key, WorkloadInfo? Workload, bool Ready) : AddressOwner(Key.Cluster);

    /// <summary>A port of a Service, whose pods take turns.</summary>
    /// <param name="Home">The cluster of the Service.</param>
    /// <param name="Info">The Service.</param>
    /// <param name="Port">The number of the Service's port; it may have none of that number.</param>
    internal sealed record Service(string Home, ServiceInfo Info, int Port) : AddressOwner(Home);

    /// <summary>Nothing that was observed; the address is assumed to answer.</summary>
    /// <param name="Home">The cluster behind it; empty where nothing says.</param>
    /// <param name="Why">Why nothing is known, in words.</param>
    internal sealed record Nobody(string Home, string Why) : AddressOwner(Home);
}
