using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation;

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

    /// <summary>
    /// Works out a plan after another one, of which everything is taken over that cannot have changed: <c>docs/generation.md</c> says what.
    /// The result is the same as without, byte for byte, and its <see cref="GenerationPlan.Resources"/> hold the very objects of before
    /// where they are equal, so that <see cref="MeshResources.ChangesSince"/> costs what the change does.
    /// </summary>
    /// <param name="model">The model; it is validated first.</param>
    /// <param name="inventory">What was observed in the clusters.</param>
    /// <param name="previous">A plan of this model and inventory at another time, made with the same options; of one that was made with
    /// others nothing is taken.</param>
    /// <returns>The plan with all findings; <paramref name="previous"/> itself where the inputs are equal.</returns>
    public GenerationPlan Prepare(MeshModel model, Inventory inventory, GenerationPlan previous)
    {
        ArgumentNullException.ThrowIfNull(previous);
        return Prepare(model, inventory, previous, default);
    }

    /// <summary>The same, without the workspaces in which errors are that were found elsewhere.</summary>
    internal GenerationPlan Prepare(MeshModel model, Inventory inventory, GenerationPlan? previous, ValueList<Diagnostic> holding)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inventory);
        return previous is not null && previous.Options == _options ? previous.Next(model, inventory, holding)
            : new GenerationPlan(model, inventory, _options, holding);
    }

    /// <summary>Generates all clusters.</summary>
    /// <param name="model">The model; it is validated first. From workspaces with errors nothing is generated, from an organization or
    /// clusters with errors nothing at all.</param>
    /// <param name="inventory">What was observed in the clusters.</param>
    /// <returns>The objects of every cluster and all findings, those of the inventory included.</returns>
    public MeshResources Generate(MeshModel model, Inventory inventory) => Prepare(model, inventory).Resources;
}
