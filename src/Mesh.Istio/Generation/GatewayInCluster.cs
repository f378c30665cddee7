using System.Net;
using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>A gateway in one cluster, as clients need to know it.</summary>
internal sealed class GatewayInCluster
{
    public required ClusterFacts Cluster { get; init; }

    /// <summary>The namespace of the gateway's pods, part of their identity.</summary>
    public required string Namespace { get; init; }

    /// <summary>What was observed; null when no Service was found.</summary>
    public required GatewayInfo? Observed { get; init; }

    /// <summary>The locality written on endpoints; empty when nothing tells.</summary>
    public required Locality Locality { get; init; }

    /// <summary>Where the locality was read, for people.</summary>
    public required string LocalityOrigin { get; init; }

    /// <summary>The accounts under which the gateway's pods may run, in ordinal order.</summary>
    public required ValueList<string> ServiceAccounts { get; init; }

    /// <summary>The address for clients in the same cluster; null when there is none.</summary>
    public string? LocalAddress { get; init; }

    /// <summary>The addresses for clients in other clusters, in ordinal order.</summary>
    public ValueList<string> RemoteAddresses { get; init; }

    /// <summary>The pods behind its Service.</summary>
    public IEnumerable<WorkloadInfo> Pods => Observed is { } observed ? Cluster.PodsOf(observed.Service) : [];

    /// <summary>Whether calls between clusters can enter here: the Service has the mesh port.</summary>
    public bool AcceptsMeshTraffic { get; init; }

    /// <summary>The addresses that clients of a cluster use.</summary>
    public ReadOnlySpan<string> AddressesFrom(string clientCluster) =>
        !AcceptsMeshTraffic ? []
        : clientCluster != Cluster.Name ? RemoteAddresses.AsSpan()
        : LocalAddress is { } address ? new[] { address }
        : [];

    /// <summary>The identities under which the gateway's pods may run.</summary>
    public IEnumerable<SpiffeIdentity> Accounts =>
        ServiceAccounts.Select(account => new SpiffeIdentity(Cluster.TrustDomain, Namespace, account));

    /// <summary>The gateway's identities as certificates show them.</summary>
    public IEnumerable<string> Identities => Accounts.Select(identity => identity.ToString());

    public static bool IsName(string address) => !IPAddress.TryParse(address, out _);
}
