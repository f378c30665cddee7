using Mesh.Diagnostics;

namespace Mesh.Inventories;

/// <summary>What was observed in the clusters, and what was missing or contradictory about it.</summary>
public sealed record Inventory
{
    /// <summary>The inventory of no cluster.</summary>
    public static Inventory Empty { get; } = new();

    /// <summary>One entry for each cluster observed.</summary>
    public ValueList<ClusterInventory> Clusters { get; init; }

    /// <summary>What is missing or contradictory (<c>MI</c> codes).</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>The facts of one cluster.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <returns>Its facts, or <see langword="null"/> when it was not observed.</returns>
    public ClusterInventory? Find(string cluster)
    {
        foreach (ClusterInventory candidate in Clusters)
        {
            if (candidate.Name == cluster)
            {
                return candidate;
            }
        }

        return null;
    }
}
