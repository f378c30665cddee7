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

    /// <summary>Says which other clusters the istiod of a cluster reads through remote secrets, whatever was observed.</summary>
    /// <param name="cluster">The istiod's cluster.</param>
    /// <param name="reads">The clusters that it reads; none for an istiod that reads only its own.</param>
    /// <returns>An inventory with that; it gets the cluster where it was not observed.</returns>
    public Inventory WithRemoteSecrets(string cluster, params IEnumerable<string> reads)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentNullException.ThrowIfNull(reads);
        ValueList<string> names = reads.Where(name => name != cluster)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToValueList();
        return With(cluster, observed => observed with { RemoteSecrets = names });
    }

    /// <summary>Says that the istiod of another cluster configures the proxies of a cluster (primary-remote).</summary>
    /// <param name="cluster">The cluster without istiod.</param>
    /// <param name="primary">The cluster whose istiod is used; it reads the other one.</param>
    /// <returns>An inventory with that; it gets the cluster where it was not observed.</returns>
    public Inventory WithControlPlane(string cluster, string primary)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentException.ThrowIfNullOrEmpty(primary);
        return With(cluster, observed => observed with { ControlPlane = primary == cluster ? null : primary });
    }

    private Inventory With(string cluster, Func<ClusterInventory, ClusterInventory> change) => this with
    {
        Clusters = Find(cluster) is null
            ? Clusters.Add(change(new ClusterInventory { Name = cluster }))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .ToValueList()
            : Clusters.Select(entry => entry.Name == cluster ? change(entry) : entry).ToValueList(),
    };
}
