using Mesh.Diagnostics;

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
    /// file that was changed since stays too (MY014). Outdated files are deleted, also in folders of clusters that are no longer there.
    /// Files that hold the right bytes are not touched.
    /// </remarks>
    /// <param name="folder">The folder; made if it is missing.</param>
    /// <param name="clusters">The clusters, enumerated once and not kept.</param>
    /// <param name="options">Format and layout; YAML with one file per object when <see langword="null"/>.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentException">A cluster's name cannot be a folder's name, a cluster stands twice, or an object stands twice in a cluster.</exception>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static WriteResult Write(string folder, IEnumerable<ClusterResources> clusters, WriteOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(clusters);
        using var writer = new FolderWriter(folder, options ?? new WriteOptions());
        foreach (ClusterResources cluster in clusters)
        {
            writer.Write(cluster);
        }

        return writer.Finish();
    }

    /// <summary>
    /// Reads every manifest (<c>.yaml</c>, <c>.yml</c>, <c>.json</c>) below each sub-folder, by ordinal order of the paths. Hidden files
    /// are skipped.
    /// </summary>
    /// <param name="folder">A folder with one sub-folder per cluster, written by Mesh or by anybody else.</param>
    /// <returns>The objects that could be read, and every finding with file and position; a broken file never stops the others.</returns>
    public static MeshResources Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var diagnostics = new List<Diagnostic>();
        ClusterResources[] clusters = new FolderReader(folder, diagnostics).Read().ToArray();
        return new MeshResources { Clusters = clusters.ToValueList(), Diagnostics = new DiagnosticList(diagnostics) };
    }
}
