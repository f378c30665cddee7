using Mesh.Diagnostics;

namespace Mesh.Inventories;

/// <summary>Declares an inventory in code, for clusters that nobody can look into yet, for examples and for tests.</summary>
/// <remarks>
/// <para>The values are those that a dump of such clusters gives: nodes carry topology labels, pods get the places of their nodes, Services
/// get endpoints of the ready and unready pods with an address that they select, as Kubernetes makes them.</para>
/// <para>One-shot: build once, then make a new one. Not thread-safe. What contradicts itself is in <see cref="Inventory.Diagnostics"/> with
/// the path <c>clusters/NAME/…</c>; only misuse of the methods throws.</para>
/// </remarks>
public sealed class InventoryBuilder
{
    private readonly List<InventoryClusterBuilder> _clusters = [];
    private bool _built;

    /// <summary>Declares a cluster.</summary>
    /// <param name="name">The cluster's name, as in the model.</param>
    /// <param name="configure">Declares what is in it.</param>
    /// <returns>This builder.</returns>
    public InventoryBuilder AddCluster(string name, Action<InventoryClusterBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        var cluster = new InventoryClusterBuilder(name);
        configure(cluster);
        _clusters.Add(cluster);
        return this;
    }

    /// <summary>Makes the inventory.</summary>
    /// <returns>The clusters in ordinal order of their names, with what contradicts itself.</returns>
    /// <exception cref="InvalidOperationException">It was made before.</exception>
    public Inventory Build()
    {
        if (_built)
        {
            throw new InvalidOperationException("An InventoryBuilder builds once.");
        }

        _built = true;
        var diagnostics = new List<Diagnostic>();
        List<ClusterInventory> clusters = BuilderNames.Distinct(_clusters, cluster => ("", cluster.Name), "clusters", diagnostics)
            .ConvertAll(cluster => cluster.Build(diagnostics));
        return new Inventory { Clusters = clusters.ToValueList(), Diagnostics = new DiagnosticList(diagnostics) };
    }
}
