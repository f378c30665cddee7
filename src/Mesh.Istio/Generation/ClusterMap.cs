using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation.Edge;

namespace Mesh.Istio.Generation;

/// <summary>The clusters of the model with the facts observed about them.</summary>
internal sealed class ClusterMap
{
    // After these nobody can say what is absent in a cluster.
    private static readonly string[] Gaps =
    [
        InventoryDiagnostics.Unreadable.Code, InventoryDiagnostics.EmptyFolder.Code, InventoryDiagnostics.DumpFailed.Code,
        InventoryDiagnostics.ClusterUnreadable.Code, InventoryDiagnostics.KindUnreadable.Code,
    ];

    private readonly Dictionary<string, (int Place, ClusterFacts Facts)> _byName = new(StringComparer.Ordinal);

    /// <param name="organization">The organization.</param>
    /// <param name="inventory">What was observed.</param>
    /// <param name="diagnostics">Takes what is missing.</param>
    /// <param name="earlier">Facts that hold still where nothing of a cluster has changed; null for none.</param>
    public ClusterMap(Organization organization, Inventory inventory, ICollection<Diagnostic> diagnostics, ClusterMap? earlier = null)
    {
        Dictionary<string, ClusterInventory> observed = [];
        // What could not be read has its own error; saying that it is absent would be a second one, and wrong.
        HashSet<string> unread = [.. inventory.Diagnostics.Errors.Select(finding => finding.Path.Split('/')[0])];
        HashSet<string> incomplete = [.. inventory.Diagnostics.Where(finding => Gaps.Contains(finding.Code)).Select(
            finding => finding.Path.Split('/')[0])];
        string[] unclaimed = [.. inventory.Clusters.Select(cluster => cluster.Name).Except(
            organization.Clusters.Select(cluster => cluster.Name))];
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            observed.TryAdd(cluster.Name, cluster);
        }

        Network = earlier?.Network.Says(organization) == true ? earlier.Network : new NetworkReach(organization);
        var clusters = new SortedDictionary<string, ClusterFacts>(StringComparer.Ordinal);
        foreach (Cluster cluster in organization.Clusters)
        {
            ClusterInventory? seen = observed.GetValueOrDefault(cluster.Name);
            bool isObserved = seen is not null && !incomplete.Contains(cluster.Name);
            ClusterFacts facts = earlier?.Find(cluster.Name) is { } known && known.Holds(cluster, seen, isObserved, Network) ? known
                : new ClusterFacts(cluster, seen) { Reach = Network, IsObserved = isObserved };
            clusters.Add(cluster.Name, facts);
            if (facts.Inventory is null && !unread.Contains(cluster.Name))
            {
                ReportAbsent(cluster.Name, unclaimed, diagnostics);
            }

            Check(facts, diagnostics);
        }

        All = [.. clusters.Values];
        for (int i = 0; i < All.Count; i++)
        {
            _byName.Add(All[i].Name, (i, All[i]));
        }
    }

    /// <summary>All clusters in ordinal order.</summary>
    public IReadOnlyList<ClusterFacts> All { get; }

    /// <summary>Which cluster reaches which.</summary>
    public NetworkReach Network { get; }

    public ClusterFacts this[string name] => _byName[name].Facts;

    /// <summary>A cluster's place in the order of all.</summary>
    public int PlaceOf(string name) => _byName[name].Place;

    private ClusterFacts? Find(string name) => _byName.TryGetValue(name, out (int Place, ClusterFacts Facts) found) ? found.Facts : null;

    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>The region of a cluster; empty when unknown.</summary>
    public string RegionOf(string name) => _byName[name].Facts.Locality.Region;

    private static void ReportAbsent(string name, string[] unclaimed, ICollection<Diagnostic> diagnostics)
    {
        string others = unclaimed.Length == 0 ? ""
            : $" The inventory has {string.Join(", ", unclaimed.Take(10).Select(other => $"'{other}'"))}, which the model does not have.";
        diagnostics.Add(GenerationDiagnostics.ClusterNotObserved.At(
            $"clusters/{name}",
            $"Cluster '{name}' is in the model but not in the inventory, so its gateways' addresses are "
                + $"unknown.{others}{NearestName.Question(name, unclaimed)}",
            unclaimed.Length == 0 ? "Add its dumps or its live context to the inventory."
                : "Give the cluster the same name in model and inventory, or add its dumps or its live context."));
    }

    private static void Check(ClusterFacts cluster, ICollection<Diagnostic> diagnostics)
    {
        string path = $"clusters/{cluster.Name}";
        if (cluster.State != ClusterState.Active)
        {
            diagnostics.Add(GenerationDiagnostics.ClusterOutOfUse.At(
                $"{path}/state",
                $"Cluster '{cluster.Name}' is {(cluster.State == ClusterState.Drained
                    ? "drained: traffic goes there only when nothing else is left" : "evacuated: no traffic is sent there")}.",
                "Remove the state when the cluster is to be used again."));
        }

        if (cluster.IsObserved && cluster.Locality.Region.Length == 0)
        {
            diagnostics.Add(GenerationDiagnostics.ClusterWithoutRegion.At(
                $"{path}/locality",
                $"Cluster '{cluster.Name}' has no region: the model declares none and no node carries {LocalityLabel.Region}. Every other "
                    + $"cluster counts as far away from it.",
                "Label the nodes, or declare the region in the model."));
        }
    }
}
