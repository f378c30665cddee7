using Mesh.Diagnostics;

namespace Mesh.Inventories;

/// <summary>One cluster at one moment.</summary>
/// <param name="Inventory">Its facts; <see langword="null"/> when nothing could be read.</param>
/// <param name="Findings">What is missing or contradictory.</param>
internal sealed record ClusterSnapshot(ClusterInventory? Inventory, Diagnostic[] Findings)
{
    public static Inventory Join(IEnumerable<ClusterSnapshot> clusters)
    {
        ClusterSnapshot[] all = [.. clusters];
        return new Inventory
        {
            Clusters = all.Select(cluster => cluster.Inventory).OfType<ClusterInventory>().OrderBy(cluster => cluster.Name, StringComparer.Ordinal).ToValueList(),
            Diagnostics = new DiagnosticList(all.SelectMany(cluster => cluster.Findings)),
        };
    }
}
