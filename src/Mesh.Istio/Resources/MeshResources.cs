using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio;

/// <summary>The objects of every cluster and what was found on the way to them. Immutable and equal by value.</summary>
public sealed record MeshResources
{
    /// <summary>One entry per cluster, by ordinal order of the cluster's name.</summary>
    public ValueList<ClusterResources> Clusters
    {
        get;
        init => field = value.OrderBy(cluster => cluster.Cluster, StringComparer.Ordinal).ToValueList();
    }

    /// <summary>Every finding, in a fixed order.</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    internal ExplanationSource Explanations { get; init; } = ExplanationSource.None;

    /// <summary>Says which parts of the model and which observed facts made an object.</summary>
    /// <param name="value">An object of these resources.</param>
    /// <returns>The explanation; <see langword="null"/> for an object that was not generated from a model, for example one that was read from a file.</returns>
    public Explanation? Explain(IstioObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        // Clusters can hold equal objects; the very object tells which cluster is meant.
        ClusterResources? home = Clusters.FirstOrDefault(cluster => cluster.Objects.Any(o => ReferenceEquals(o, value)))
            ?? Clusters.FirstOrDefault(cluster => cluster.Objects.Contains(value));
        return home is null ? null : Explanations.Explain(home.Cluster, value);
    }

    /// <summary>The objects of a cluster in apply order; none for a cluster that is not there.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <returns>The cluster's objects.</returns>
    public ValueList<IstioObject> this[string cluster] => Clusters.FirstOrDefault(entry => entry.Cluster == cluster)?.Objects ?? default;

    /// <summary>Reads a folder with one sub-folder of manifests per cluster, written by Mesh or by anybody else.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="limits">What a file and the folder may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
    /// <returns>The objects that could be read, and every finding with file and position; a broken file never stops the others.</returns>
    public static MeshResources Read(string folder, ReadLimits? limits = null) => ResourceFolder.Read(folder, limits);

    /// <summary>
    /// Writes every cluster into a folder of its own and removes what an earlier run left there. Files that Mesh did not write are neither
    /// changed nor deleted; <see cref="ResourceFolder.Write"/> says how they are told apart. What is in error is neither written nor deleted: the files of a
    /// workspace with errors stay (MY015), and nothing changes at all where the organization, its clusters or the inventory are in error (MY018).
    /// </summary>
    /// <param name="folder">The folder; made if it is missing.</param>
    /// <param name="options">Format and layout; YAML with one file per object when <see langword="null"/>.</param>
    /// <returns>What was done, and what was kept and why.</returns>
    /// <exception cref="ArgumentException">A removed cluster is among the resources.</exception>
    /// <exception cref="IOException">The file system refuses.</exception>
    public WriteResult WriteTo(string folder, WriteOptions? options = null) => ResourceFolder.WriteWithFindings(folder, this, options);
}
