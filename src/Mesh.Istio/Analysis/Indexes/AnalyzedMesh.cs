using Mesh.Inventories;
using Mesh.Istio.ControlPlane.GatewayApi;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>All clusters as the rules see them; indexed once for all rules.</summary>
internal sealed class AnalyzedMesh
{
    public AnalyzedMesh(MeshResources resources, Inventory inventory, ValueMap<ValueList<string>> remotes)
    {
        Inventory = EndpointCompletion.Complete(inventory);
        resources = DerivedResources.Of(resources, Inventory);
        Clusters = [.. resources.Clusters.Select(cluster => cluster.Cluster)
            .Concat(Inventory.Clusters.Select(cluster => cluster.Name))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => new AnalyzedCluster(
                name, resources, Inventory,
                remotes.TryGetValue(name, out ValueList<string> read) ? read : ControlPlane.ControlPlanes.ReadBy(Inventory, name)))];
        _byName = Clusters.ToDictionary(cluster => cluster.Name, StringComparer.Ordinal);
        _observed = new Lazy<ObservedMesh>(() => new ObservedMesh(resources, Inventory));
        _calls = new Lazy<WrittenCall[]>(() => WrittenCalls.Of(this));
        Regions = new Lazy<HashSet<string>>(() => Clusters.SelectMany(cluster => cluster.Regions).ToHashSet(StringComparer.Ordinal));
    }

    private readonly Dictionary<string, AnalyzedCluster> _byName;
    private readonly Lazy<ObservedMesh> _observed;
    private readonly Lazy<WrittenCall[]> _calls;

    public Inventory Inventory { get; }

    public AnalyzedCluster[] Clusters { get; }

    /// <summary>Every region that anything observed or written is in.</summary>
    public Lazy<HashSet<string>> Regions { get; }

    /// <summary>Whether the nodes or pods of every cluster are known, so that a region that none has exists nowhere.</summary>
    public bool KnowsPlaces => Clusters.Length > 0 && Clusters.All(cluster => cluster.KnowsPlaces);

    /// <summary>Everything as forecasts see it.</summary>
    public ObservedMesh Observed => _observed.Value;

    /// <summary>What becomes of the calls to hosts with written endpoints, while nothing fails.</summary>
    public WrittenCall[] Calls => _calls.Value;

    public AnalyzedCluster? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// The Service of another cluster that an address leads to; <see langword="null"/> when none is known to have it, or several are.
    /// </summary>
    public (AnalyzedCluster Cluster, ServiceInfo Service)? GatewayAt(string address, AnalyzedCluster caller) =>
        _observed.Value.Addresses.Outside(address, caller.Name) is { } found && Find(found.Cluster) is { } cluster
            ? (cluster, found.Service) : null;
}
