using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Envoy;

/// <summary>A host of an <see cref="UpstreamCluster"/>. A host that leaves and comes back gets a new slot.</summary>
internal struct HostSlot
{
    internal LocalityEndpoint Endpoint;
    internal Locality Locality;
    internal int Priority;
    internal uint Weight;
    internal HostState State;
    internal bool Present;
    internal int ActiveRequests;

    /// <summary>When it joined.</summary>
    internal long AddedAt;

    /// <summary>The number of the load assignment that named the host last.</summary>
    internal int SeenIn;
}
