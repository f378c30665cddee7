using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation.Edge;

namespace Mesh.Istio.Generation;

/// <summary>The clusters of the model with the facts observed about them.</summary>
internal sealed class ClusterMap
{
    private readonly SortedDictionary<string, ClusterFacts> _clusters = new(StringComparer.Ordinal);

    public ClusterMap(Organization organization, Inventory inventory, ICollection<Diagnostic> diagnostics)
    {
        Dictionary<string, ClusterInventory> observed = [];
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            observed.TryAdd(cluster.Name, cluster);
        }

        Network = new NetworkReach(organization);
        foreach (Cluster cluster in organization.Clusters)
        {
            var facts = new ClusterFacts(cluster, observed.GetValueOrDefault(cluster.Name)) { Reach = Network };
            _clusters.Add(cluster.Name, facts);
            Check(facts, diagnostics);
        }
    }

    /// <summary>All clusters in ordinal order.</summary>
    public IReadOnlyCollection<ClusterFacts> All => _clusters.Values;

    /// <summary>Which cluster reaches which.</summary>
    public NetworkReach Network { get; }

    public ClusterFacts this[string name] => _clusters[name];

    public bool Contains(string name) => _clusters.ContainsKey(name);

    /// <summary>The region of a cluster; empty when unknown.</summary>
    public string RegionOf(string name) => _clusters[name].Locality.Region;

    private static void Check(ClusterFacts cluster, ICollection<Diagnostic> diagnostics)
    {
        string path = $"clusters/{cluster.Name}";
        if (cluster.Inventory is null)
        {
            diagnostics.Add(GenerationDiagnostics.ClusterNotObserved.At(
                path,
                $"Cluster '{cluster.Name}' is in the model but not in the inventory, so its gateways' addresses are unknown.",
                "Add its dumps or its live context to the inventory, or take it out of the model."));
        }

        if (cluster.State != ClusterState.Active)
        {
            diagnostics.Add(GenerationDiagnostics.ClusterOutOfUse.At(
                $"{path}/state",
                $"Cluster '{cluster.Name}' is {(cluster.State == ClusterState.Drained ? "drained: traffic goes there only when nothing else is left" : "evacuated: no traffic is sent there")}.",
                "Remove the state when the cluster is to be used again."));
        }

        if (cluster.Locality.Region.Length == 0)
        {
            diagnostics.Add(GenerationDiagnostics.ClusterWithoutRegion.At(
                $"{path}/locality",
                $"Cluster '{cluster.Name}' has no region: the model declares none and no node carries {LocalityLabel.Region}. Every other cluster counts as far away from it.",
                "Label the nodes, or declare the region in the model."));
        }
    }
}
