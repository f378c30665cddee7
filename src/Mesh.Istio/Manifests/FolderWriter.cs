using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>Writes clusters into their folders, as many at once as there are cores.</summary>
internal sealed class FolderWriter(string folder, WriteOptions options, RemovalGuard guard, FileStore store)
{
    private readonly SharedYaml _shared = new();
    private readonly WriteReport _report = new();
    private readonly HashSet<string> _clusters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes clusters; each is taken when there is somebody to write it, and not kept.</summary>
    /// <exception cref="ArgumentException">A name cannot be a folder's name, or a cluster was there before.</exception>
    public void Write(IEnumerable<ClusterResources> clusters)
    {
        var idle = new ConcurrentBag<FileContent>();
        try
        {
            Parallel.ForEach(
                Partitioner.Create(clusters.Select(Checked), EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                cluster =>
                {
                    // Its buffer has grown to the size of a file.
                    FileContent content = idle.TryTake(out FileContent? used) ? used : new FileContent(options, _shared);
                    Write(cluster, content);
                    idle.Add(content);
                });
        }
        catch (AggregateException several)
        {
            // Whoever writes one cluster meets the error itself; so does whoever writes many.
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
        finally
        {
            foreach (FileContent content in idle)
            {
                content.Dispose();
            }
        }
    }

    private void Write(ClusterResources cluster, FileContent content)
    {
        ClusterChanges? changes = options.Changes?.Find(cluster.Cluster);
        if (options.Changes is null || changes is not null || !IsWritten(cluster.Cluster))
        {
            Folder(cluster.Cluster).Write(cluster.Objects, content, changes);
        }
    }

    private ClusterResources Checked(ClusterResources cluster)
    {
        if (ManifestFileName.WhyNoFolder(cluster.Cluster) is { } reason)
        {
            throw new ArgumentException($"The cluster's name '{cluster.Cluster}' cannot be a folder's name. {reason}", nameof(cluster));
        }

        if (!_clusters.Add(cluster.Cluster))
        {
            throw new ArgumentException(
                $"The cluster '{cluster.Cluster}' stands twice, or differs from another one in capitals only.", nameof(cluster));
        }

        if (options.RemovedClusters.Contains(cluster.Cluster))
        {
            throw new ArgumentException(
                $"The cluster '{cluster.Cluster}' is among the removed ones, but there are resources for it.", nameof(cluster));
        }

        return cluster;
    }

    /// <summary>Says of clusters whose names cannot be those of folders that they are left out, and gives the others.</summary>
    public IEnumerable<ClusterResources> Writable(ValueList<ClusterResources> clusters)
    {
        ILookup<string, ClusterResources> names = clusters.ToLookup(cluster => cluster.Cluster, StringComparer.OrdinalIgnoreCase);
        foreach (ClusterResources cluster in clusters.AsEnumerable())
        {
            string? reason = ManifestFileName.WhyNoFolder(cluster.Cluster)
                ?? (names[cluster.Cluster].Count() > 1
                ? "Another one has this name, or one that differs in capitals only: on many file systems their folders are one." : null);
            if (reason is null)
            {
                yield return cluster;
                continue;
            }

            _clusters.Add(cluster.Cluster);
            _report.Add(
                ManifestDiagnostics.UnusableName, cluster.Cluster, $"The cluster is not written. {reason}", "Give it another name.");
        }
    }

    /// <summary>
    /// Says what was left of clusters that are absent and of workspaces that are held, and removes the clusters that are no more.
    /// </summary>
    public WriteResult Finish()
    {
        foreach (string cluster in Others())
        {
            if (guard.Refusal is null && options.RemovedClusters.Contains(cluster))
            {
                Folder(cluster).Remove();
            }
            else if (Folder(cluster).Keep(guard.Refusal is null ? "Its cluster is absent from the resources." : "Nothing is written.") > 0
                && guard.Refusal is null)
            {
                _report.Add(
                    ManifestDiagnostics.AbsentCluster, cluster, "The resources do not have the cluster; its files stay.",
                    "If it is no more, name it in WriteOptions.RemovedClusters.");
            }
        }

        if (guard.Refusal is { } refusal)
        {
            _report.Add(
                ManifestDiagnostics.NothingWritten, refusal.Path, $"Nothing is written or deleted. {refusal.Message}",
                "Repair what the message names, then write again.");
        }

        if (guard is { Refusal: null, Unattributed: { } unread })
        {
            _report.Add(
                ManifestDiagnostics.WorkspaceHeld, unread.Path,
                $"Nothing is deleted: nobody can tell to which workspace '{unread.Path}' belongs. {unread.Message}",
                "Repair the file, or begin each document with kind and metadata; then write again.");
        }

        foreach ((string workspace, Diagnostics.Diagnostic error) in guard.Held)
        {
            _report.Add(
                ManifestDiagnostics.WorkspaceHeld, error.Path,
                $"Workspace {workspace} has errors; its files stay as they are. {error.Message}",
                "Repair what the message names, then write again.");
        }

        return _report.ToResult();
    }

    private bool IsWritten(string cluster) => File.Exists(Path.Combine(folder, cluster, FileRecord.FileName));

    private ClusterFolder Folder(string cluster) => new(folder, cluster, options, guard, store, _report);

    private string[] Others() => !Directory.Exists(folder) ? [] : new DirectoryInfo(folder).EnumerateDirectories()
        .Where(child => child.LinkTarget is null && !_clusters.Contains(child.Name)
            && File.Exists(Path.Combine(child.FullName, FileRecord.FileName)))
        .Select(child => child.Name)
        .Order(StringComparer.Ordinal)
        .ToArray();
}
