using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>
/// Resources in a folder: one sub-folder per cluster. <see cref="MeshResources"/> offers the same for results that are in memory as a
/// whole; here clusters are written one at a time, so that memory does not grow with their number.
/// </summary>
public static class ResourceFolder
{
    /// <summary>Writes clusters, each into its folder, and removes what earlier runs left there.</summary>
    /// <remarks>
    /// Mesh keeps in every cluster's folder a file <c>.mesh-files</c> that lists what it wrote there. It changes and deletes nothing else:
    /// a file of somebody else where Mesh would write stays (MY013) unless <see cref="WriteOptions.Overwrite"/> is set, and an outdated
    /// file that was changed since stays too (MY014). Files that hold the right bytes are not touched. Outdated files are deleted unless
    /// they are more than
    /// <see cref="WriteOptions.MaxPrunedShare"/> of a cluster's (MY016). Files of a cluster that is not given stay (MY017) unless
    /// <see cref="WriteOptions.RemovedClusters"/> names it. A file is written beside its place and renamed: nobody reads half of one, a
    /// disk that is full leaves the old files of a cluster, and links in the output are not followed (MY013).
    /// </remarks>
    /// <param name="folder">The folder; made if it is missing.</param>
    /// <param name="clusters">The clusters, enumerated once and not kept; several are written at once.</param>
    /// <param name="options">Format and layout; YAML with one file per object when <see langword="null"/>.</param>
    /// <returns>What was done, and what was kept and why.</returns>
    /// <exception cref="ArgumentException">A cluster's name cannot be a folder's name, a cluster stands twice, or a removed cluster is
    /// among those given.</exception>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static WriteResult Write(string folder, IEnumerable<ClusterResources> clusters, WriteOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(clusters);
        var writer = new FolderWriter(folder, options ?? new WriteOptions(), new RemovalGuard([]), new FileStore());
        writer.Write(clusters);
        return writer.Finish();
    }

    /// <summary>Writes resources with their findings: what is in error is neither written nor deleted.</summary>
    internal static WriteResult WriteWithFindings(string folder, MeshResources resources, WriteOptions? options, FileStore? store = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var guard = new RemovalGuard(resources.Diagnostics);
        var writer = new FolderWriter(folder, options ?? new WriteOptions(), guard, store ?? new FileStore());
        if (guard.Refusal is null)
        {
            writer.Write(writer.Writable(resources.Clusters));
        }

        return writer.Finish();
    }

    /// <summary>
    /// Reads every manifest (<c>.yaml</c>, <c>.yml</c>, <c>.json</c>) below each sub-folder, by ordinal order of the paths. Hidden names,
    /// links to folders, pipes and devices are passed over (MY021).
    /// </summary>
    /// <param name="folder">A folder with one sub-folder per cluster, written by Mesh or by anybody else.</param>
    /// <param name="limits">What a file and the folder may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
    /// <param name="defaultNamespace">
    /// The namespace of objects that name none, as in <c>kubectl apply -n</c>. When it is <see langword="null"/>, they are read as of
    /// <c>default</c>, and a finding of each cluster says so (MY023).
    /// </param>
    /// <returns>The objects that could be read, and every finding with file and position; a broken file never stops the others.</returns>
    public static MeshResources Read(string folder, ReadLimits? limits = null, string? defaultNamespace = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var diagnostics = new List<Diagnostic>();
        var reader = new FolderReader(folder, limits ?? ReadLimits.Default, defaultNamespace, diagnostics);
        ClusterResources[] clusters = reader.Read().ToArray();
        return new MeshResources { Clusters = clusters.ToValueList(), Diagnostics = new DiagnosticList(diagnostics) };
    }
}
