namespace Mesh.Istio.Pictures;

/// <summary>What a box of a picture is.</summary>
public enum TopologyNodeKind
{
    /// <summary>A workload that calls.</summary>
    Client,

    /// <summary>A service, or a host, in one cluster.</summary>
    Service,

    /// <summary>A gateway in one cluster.</summary>
    Gateway,

    /// <summary>Requests that nobody answers end here.</summary>
    Lost,

    /// <summary>A host as the callers of one cluster know it; in pictures of resources, where nobody is asked to call.</summary>
    Host,
}
