using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Kubernetes.Reading;

/// <summary>One cluster at one moment.</summary>
/// <param name="Inventory">Its facts; <see langword="null"/> when nothing could be read.</param>
/// <param name="Findings">What is missing or contradictory.</param>
internal sealed record LiveSnapshot(ClusterInventory? Inventory, Diagnostic[] Findings)
{
    public static Inventory Join(IEnumerable<LiveSnapshot> clusters)
    {
        LiveSnapshot[] all = [.. clusters];
        return new Inventory
        {
            Clusters = all.Select(cluster => cluster.Inventory).OfType<ClusterInventory>()
                .OrderBy(cluster => cluster.Name, StringComparer.Ordinal).ToValueList(),
            Diagnostics = new DiagnosticList(all.SelectMany(cluster => cluster.Findings)),
        };
    }
}
