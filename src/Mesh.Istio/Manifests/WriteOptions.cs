using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>How resources are laid out in a folder.</summary>
public sealed record WriteOptions
{
    /// <summary>The format; YAML unless set.</summary>
    public ManifestFormat Format { get; init; }

    /// <summary>What a file holds; one object unless set.</summary>
    public ManifestLayout Layout { get; init; }

    /// <summary>
    /// Whether every cluster's folder gets a <c>kustomization.yaml</c> that lists its files in apply order; <see langword="false"/> unless
    /// set.
    /// </summary>
    public bool Kustomization { get; init; }

    /// <summary>
    /// Whether files that Mesh did not write are replaced when they stand where Mesh writes; <see langword="false"/> unless set. A link is
    /// replaced, what it points to is not touched.
    /// </summary>
    public bool Overwrite { get; init; }

    /// <summary>
    /// The largest share of a cluster's files that one run may delete, from 0 to 1. If more would go, none goes and the result says so
    /// (MY016). Files whose objects move to other files do not count. Default 0.5: resources that are empty by mistake delete nothing.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double MaxPrunedShare
    {
        get;
        init
        {
            OptionRange.Require(value, 0.0, 1.0, nameof(MaxPrunedShare));
            field = value;
        }
    } = 0.5;

    /// <summary>
    /// The clusters that are no more: what earlier runs wrote for them is deleted, whatever its share. Files of any other cluster that the
    /// resources do not have stay (MY017). Default none.
    /// </summary>
    public ValueList<string> RemovedClusters { get; init; }

    /// <summary>
    /// How the resources differ from those that the folder holds (<see cref="MeshResources.ChangesSince"/>): only the files of what changed
    /// are touched or looked at, so what somebody else did to others stays. A cluster without a file of Mesh's is written whole. Default
    /// <see langword="null"/>: every file is compared.
    /// </summary>
    public MeshChanges? Changes { get; init; }
}
