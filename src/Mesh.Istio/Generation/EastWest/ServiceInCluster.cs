using Mesh.Inventories;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>An exposed service in one cluster where it exists.</summary>
internal sealed record ServiceInCluster
{
    public required ClusterFacts Cluster { get; init; }

    public required ServiceInfo Service { get; init; }

    /// <summary>The ports that carry connections, by number.</summary>
    public required ValueList<ServicePortInfo> Ports { get; init; }

    /// <summary>The accounts of its pods, in ordinal order; where no pod tells, those of its pods elsewhere.</summary>
    public required ValueList<string> Accounts { get; init; }

    /// <summary>The gateway through which other clusters reach it; null when there is none.</summary>
    public EastWestInCluster? Gateway { get; init; }

    /// <summary>Whether other clusters can send requests here.</summary>
    public bool CanServe => Gateway is { Addresses.IsEmpty: false };

    /// <summary>
    /// Whether callers here can be sent elsewhere: entries can be joined to the service, to all of its ports, and to no other service.
    /// </summary>
    public required bool CanCall { get; init; }

    /// <summary>Whether it has every one of some ports.</summary>
    public bool Covers(ValueList<ServicePortInfo> ports) => ports.All(port => Ports.Any(own => own.Number == port.Number));
}
