using Mesh.Inventories;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>All clusters as the rules see them; indexed once for all rules.</summary>
internal sealed class AnalyzedMesh
{
    public AnalyzedMesh(MeshResources resources, Inventory inventory, ValueMap<ValueList<string>> remotes)
    {
        Inventory = EndpointCompletion.Complete(inventory);
        Clusters = [.. resources.Clusters.Select(cluster => cluster.Cluster)
            .Concat(Inventory.Clusters.Select(cluster => cluster.Name))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => new AnalyzedCluster(
                name, resources, Inventory, remotes.TryGetValue(name, out ValueList<string> read) ? read : default))];
        _byName = Clusters.ToDictionary(cluster => cluster.Name, StringComparer.Ordinal);
        _addresses = new Lazy<AddressBook>(() => new ObservedMesh(resources, Inventory).Addresses);
        Regions = new Lazy<HashSet<string>>(() => Clusters.SelectMany(cluster => cluster.Regions).ToHashSet(StringComparer.Ordinal));
    }

    private readonly Dictionary<string, AnalyzedCluster> _byName;
    private readonly Lazy<AddressBook> _addresses;

    public Inventory Inventory { get; }

    public AnalyzedCluster[] Clusters { get; }

    /// <summary>Every region that anything observed or written is in.</summary>
    public Lazy<HashSet<string>> Regions { get; }

    /// <summary>Whether the nodes or pods of every cluster are known, so that a region that none has exists nowhere.</summary>
    public bool KnowsPlaces => Clusters.Length > 0 && Clusters.All(cluster => cluster.KnowsPlaces);

    public AnalyzedCluster? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// The Service of another cluster that an address leads to; <see langword="null"/> when none is known to have it, or several are.
    /// </summary>
    public (AnalyzedCluster Cluster, ServiceInfo Service)? GatewayAt(string address, AnalyzedCluster caller) =>
        _addresses.Value.Outside(address, caller.Name) is { } found && Find(found.Cluster) is { } cluster ? (cluster, found.Service) : null;
}
