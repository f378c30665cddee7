using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Dumps;

namespace Mesh.Inventories;

/// <summary>Reads an inventory from what <c>kubectl get</c> printed; no cluster is needed.</summary>
/// <remarks>
/// <para>A dump is the output of <c>kubectl get nodes,ns,pods,svc,endpointslices,serviceaccounts,configmaps -A -o yaml</c> or <c>-o
/// json</c>, in one file or many: lists, typed lists and single objects, one or several documents in a file. Other kinds are passed over;
/// secrets are never looked into. The same object may occur several times; where the copies
/// differ, the newest resourceVersion counts, else the first.</para>
/// <para>What is wrong with the content is in <see cref="Inventory.Diagnostics"/> with file, line and column, and never keeps the rest from
/// being read. A file that holds what kubectl said when it failed is an error of its cluster (<c>MI009</c>), and nothing is then said to
/// be missing there; a cluster whose dumps all failed is not in <see cref="Inventory.Clusters"/>. Only misuse throws.</para>
/// <para>The result does not depend on the order of files or of objects: clusters and objects are in ordinal order of their names.</para>
/// </remarks>
public static class InventoryDumps
{
    private static readonly string[] Absences =
    [
        InventoryDiagnostics.NoNodes.Code, InventoryDiagnostics.UnknownNode.Code, InventoryDiagnostics.UnknownService.Code,
        InventoryDiagnostics.NoMeshConfig.Code,
        InventoryDiagnostics.NoIstioVersion.Code, InventoryDiagnostics.NoNetwork.Code,
    ];

    extension(Inventory)
    {
        /// <summary>Reads <c>folder/CLUSTER/**/*.{json,yaml,yml}</c>: one folder for each cluster, with any folders in it.</summary>
        /// <param name="folder">The folder that holds one folder for each cluster, named like the cluster.</param>
        /// <param name="options">How to read; the defaults when <see langword="null"/>.</param>
        /// <returns>The facts, and what is missing or contradictory about them.</returns>
        /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
        public static Inventory FromDumps(string folder, DumpOptions? options = null)
        {
            RequireFolder(folder);
            options ??= new DumpOptions();
            (IReadOnlyList<FolderFile> folders, IReadOnlyList<FolderNote> notes) = DocumentFolder.Children(folder);
            var clusters = folders.ToDictionary(child => child.Relative, child => child.Path, StringComparer.Ordinal);
            var diagnostics = new List<Diagnostic>(notes.Select(note => DumpFolder.Finding(note, "")));
            if (clusters.Count == 0)
            {
                diagnostics.Add(InventoryDiagnostics.EmptyFolder.At(
                    ".", "The folder holds no folder of a cluster.", "Put the dumps of each cluster into a folder named like it."));
            }

            diagnostics.AddRange(
                DocumentFolder.ListBeside(folder, options.Limits).Files.Select(file => InventoryDiagnostics.FileOfNoCluster.At(
                file.Relative, "The file lies beside the folders of the clusters and is not read.",
                "Move it into the folder of its cluster.")));
            return FromFolders(clusters, options, diagnostics);
        }

        /// <summary>Reads the dumps of clusters from a folder each, wherever the folders are.</summary>
        /// <param name="clusterFolders">The folder of each cluster by the cluster's name.</param>
        /// <param name="options">How to read; the defaults when <see langword="null"/>.</param>
        /// <returns>The facts, and what is missing or contradictory about them.</returns>
        /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
        public static Inventory FromDumps(IReadOnlyDictionary<string, string> clusterFolders, DumpOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(clusterFolders);
            foreach (string folder in clusterFolders.Values)
            {
                RequireFolder(folder);
            }

            return FromFolders(clusterFolders, options ?? new DumpOptions(), []);
        }

        /// <summary>Reads dumps that are in memory.</summary>
        /// <param name="files">The dumps, in any order.</param>
        /// <param name="options">How to read; the defaults when <see langword="null"/>.</param>
        /// <returns>The facts, and what is missing or contradictory about them.</returns>
        public static Inventory FromDumps(IEnumerable<DumpFile> files, DumpOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(files);
            options ??= new DumpOptions();
            ClusterReader[] readers = [.. files
                .GroupBy(file => file.Cluster, StringComparer.Ordinal)
                .Select(group =>
                {
                    var reader = new ClusterReader(group.Key) { IstioNamespaces = options.IstioNamespaces };
                    foreach (DumpFile file in group.OrderBy(file => file.Path, StringComparer.Ordinal))
                    {
                        reader.Read($"{group.Key}/{file.Path}", DumpText.Read(file.Content, options.Limits));
                    }

                    return reader;
                })];
            return Join(readers, []);
        }
    }

    private static Inventory FromFolders(
        IReadOnlyDictionary<string, string> clusterFolders, DumpOptions options, List<Diagnostic> diagnostics)
    {
        var readers = new List<ClusterReader>();
        foreach ((string cluster, string folder) in clusterFolders)
        {
            var reader = new ClusterReader(cluster) { IstioNamespaces = options.IstioNamespaces };
            DocumentFolder found = DocumentFolder.List(folder, options.Limits);
            diagnostics.AddRange(found.Notes.Select(note => DumpFolder.Finding(note, $"{cluster}/")));
            foreach ((string relative, string path) in found.Files)
            {
                DumpFolder.Read(reader, $"{cluster}/{relative}", path, options.Limits);
            }

            if (found.Files.Count == 0)
            {
                reader.IsIncomplete = true;
                diagnostics.Add(InventoryDiagnostics.EmptyFolder.At(
                    cluster, $"The folder of cluster '{cluster}' holds no file *.json, *.yaml or *.yml.",
                    "Put the output of kubectl get -o yaml into it."));
            }

            readers.Add(reader);
        }

        return Join(readers, diagnostics);
    }

    private static Inventory Join(IReadOnlyCollection<ClusterReader> readers, List<Diagnostic> diagnostics)
    {
        // Of a cluster whose dumps all failed nothing is known; as with a live cluster that cannot be read it is not in the inventory.
        HashSet<string> unread = [.. readers.Where(reader => reader.IsIncomplete && reader.IsEmpty).Select(reader => reader.Cluster)];
        ClusterInventory[] clusters =
            [.. readers.Select(ClusterAssembler.Assemble).Where(cluster => !unread.Contains(cluster.Name)).OrderBy(
            cluster => cluster.Name, StringComparer.Ordinal)];
        return new Inventory
        {
            Clusters = clusters.ToValueList(),
            Diagnostics = new DiagnosticList(diagnostics.Concat(readers.SelectMany(FindingsOf))),
        };
    }

    // What an absent dump would have held is not missing in the cluster.
    private static IEnumerable<Diagnostic> FindingsOf(ClusterReader reader) =>
        reader.IsIncomplete ? reader.Findings.Items.Where(finding => !Absences.Contains(finding.Code)) : reader.Findings.Items;

    private static void RequireFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist.");
        }
    }
}
