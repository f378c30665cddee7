using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation;
using Mesh.Istio.Generation.Ownership;

namespace Mesh.Istio;

/// <summary>
/// Makes the Istio resources of every cluster from a model and an inventory. Pure: no I/O, no clock; the same bytes for the same inputs,
/// in whatever order they come.
/// </summary>
/// <remarks>Thread-safe. The shapes are those of <c>docs/generation.md</c>, checked against Istio 1.30 and 1.31.</remarks>
public sealed class IstioGenerator
{
    private readonly IstioGeneratorOptions _options;

    /// <summary>A generator with the default names.</summary>
    public IstioGenerator()
        : this(new IstioGeneratorOptions())
    {
    }

    /// <summary>A generator with other names.</summary>
    /// <param name="options">The names.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public IstioGenerator(IstioGeneratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.MulticlusterNamespace, nameof(options));
        ArgumentException.ThrowIfNullOrWhiteSpace(options.LabelPrefix, nameof(options));
        _options = options;
    }

    /// <summary>Works out what all clusters share, for generating them one by one.</summary>
    /// <param name="model">The model; it is validated first.</param>
    /// <param name="inventory">What was observed in the clusters.</param>
    /// <returns>The plan with all findings.</returns>
    public GenerationPlan Prepare(MeshModel model, Inventory inventory)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inventory);
        return new GenerationPlan(model, inventory, _options);
    }

    /// <summary>The same, without the workspaces in which errors are that were found elsewhere.</summary>
    internal GenerationPlan Prepare(MeshModel model, Inventory inventory, ValueList<Diagnostic> holding) =>
        new(model, inventory, _options, holding);

    /// <summary>Generates all clusters.</summary>
    /// <param name="model">The model; it is validated first. From workspaces with errors nothing is generated, from an organization or
    /// clusters with errors nothing at all.</param>
    /// <param name="inventory">What was observed in the clusters.</param>
    /// <returns>The objects of every cluster and all findings, those of the inventory included.</returns>
    public MeshResources Generate(MeshModel model, Inventory inventory)
    {
        GenerationPlan plan = Prepare(model, inventory);
        ValueList<ClusterResources> clusters = plan.GenerateAll().ToValueList();
        return new MeshResources
        {
            Clusters = clusters,
            Diagnostics = new(
                [.. FactOwners.Resolve(inventory.Diagnostics, model), .. plan.Diagnostics, .. clusters.SelectMany(plan.Check)]),
        };
    }
}
