using Mesh.Inventories;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane;

/// <summary>
/// Everything that one istiod knows: its own cluster, the clusters that it reads through remote secrets, and its settings.
/// </summary>
public sealed record PushContext
{
    /// <summary>The cluster whose istiod answers; its Istio resources are the configuration.</summary>
    public required string Cluster { get; init; }

    /// <summary>The version of that istiod. Default: 1.31.</summary>
    public IstioVersion Version { get; init; } = IstioVersion.V1_31;

    /// <summary>The clusters that the istiod reads, its own among them.</summary>
    public ValueList<ClusterSnapshot> Clusters { get; init; }

    /// <summary>The MeshConfig of the istiod.</summary>
    public MeshConfig Settings { get; init; } = new();

    /// <summary>The MeshNetworks of the istiod; empty as is usual.</summary>
    public ValueList<MeshNetworkInfo> Networks { get; init; }

    /// <summary>What the istiod of a cluster knows that reads only its own cluster, or others too.</summary>
    /// <param name="cluster">The istiod's cluster.</param>
    /// <param name="resources">The Istio resources of every cluster.</param>
    /// <param name="inventory">What was observed; version, MeshConfig and MeshNetworks are taken from it.</param>
    /// <param name="remotes">
    /// The other clusters for which the istiod has a remote secret; <see langword="null"/>: as the inventory says, none where it does not.
    /// </param>
    /// <returns>The snapshot; a cluster that was not observed has no services of Kubernetes.</returns>
    public static PushContext Of(string cluster, MeshResources resources, Inventory inventory, ValueList<string>? remotes = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(inventory);
        resources = GatewayApi.DerivedResources.Of(resources, inventory);
        ClusterInventory own = inventory.Find(cluster) ?? new ClusterInventory { Name = cluster };
        var scope = new DiscoveryScope(own.MeshConfig?.DiscoverySelectors ?? default);
        string[] names = [cluster, .. (remotes ?? ControlPlanes.ReadBy(inventory, cluster)).Where(name => name != cluster)];
        return new PushContext
        {
            Cluster = cluster,
            Version = own.IstioVersion ?? IstioVersion.V1_31,
            Settings = own.MeshConfig is { } config ? MeshConfig.From(config) : new MeshConfig { IsAssumed = true },
            Networks = own.MeshNetworks,
            Clusters = names
                .Distinct(StringComparer.Ordinal)
                .Select(name => scope.Apply(new ClusterSnapshot(
                    inventory.Find(name) ?? new ClusterInventory { Name = name }, resources.ObjectsOf(name))))
                .ToValueList(),
        };
    }

    internal ValueList<IstioObject> Configuration =>
        Clusters.FirstOrDefault(cluster => cluster.Inventory.Name == Cluster)?.Objects ?? default;
}
