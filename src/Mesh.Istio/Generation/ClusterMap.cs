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

    private readonly SortedDictionary<string, ClusterFacts> _clusters = new(StringComparer.Ordinal);

    public ClusterMap(Organization organization, Inventory inventory, ICollection<Diagnostic> diagnostics)
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

        Network = new NetworkReach(organization);
        foreach (Cluster cluster in organization.Clusters)
        {
            var facts = new ClusterFacts(cluster, observed.GetValueOrDefault(cluster.Name))
            {
                Reach = Network,
                IsObserved = observed.ContainsKey(cluster.Name) && !incomplete.Contains(cluster.Name),
            };
            _clusters.Add(cluster.Name, facts);
            if (facts.Inventory is null && !unread.Contains(cluster.Name))
            {
                ReportAbsent(cluster.Name, unclaimed, diagnostics);
            }

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
