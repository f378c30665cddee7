using System.Globalization;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>
/// Writes the objects of one cluster into its folder: all files beside their places first, so that what fails leaves the old ones.
/// </summary>
internal sealed class ClusterFolder(
    string root, string cluster, WriteOptions options, RemovalGuard guard, FileStore store, WriteReport report)
{
    private readonly string _path = Path.Combine(root, cluster);

    /// <param name="objects">What the cluster is to have.</param>
    /// <param name="content">Makes the files' bytes.</param>
    /// <param name="changes">What of that changed since the files were written; null where nobody says.</param>
    public void Write(ValueList<IstioObject> objects, FileContent content, ClusterChanges? changes)
    {
        if (IsElsewhere())
        {
            return;
        }

        Directory.CreateDirectory(_path);
        FileStore.Sweep(_path);
        FileRecord record = FileRecord.Load(_path, store);
        var earlier = new EarlierFiles(_path, record, guard);
        IstioObject[] free = [.. Unique(objects).Where(value => guard.HoldOf(value.Metadata.Labels) is null)];
        string? shared = options.Layout == ManifestLayout.FilePerObject ? null : content.Files([]).Single().File;
        earlier.Hold(free, shared);
        ValueList<IstioObject> desired = earlier.Carried.Count == 0 ? free.ToValueList()
            : ApplyOrder.Sort(free.Concat(earlier.Carried).DistinctBy(EarlierFiles.Identity).ToValueList());
        List<(string File, ValueList<IstioObject> Objects)> files = [.. content.Files(desired).Where(
            entry => !earlier.Kept.ContainsKey(entry.File))];
        string[] outdated = Outdated(earlier, files, desired, content);
        files.RemoveAll(entry => earlier.Kept.ContainsKey(entry.File));

        var staged = new List<(string File, string Hash)>();
        try
        {
            // A file that is not there is written, whoever removed it.
            HashSet<string>? kept = changes is null ? null : Unchanged(files, earlier, changes);
            foreach ((string file, ValueList<IstioObject> values) in files.Where(entry => kept?.Contains(entry.File) != true))
            {
                Stage(record, file, content.Of(values), staged);
            }

            if (options.Kustomization)
            {
                IEnumerable<string> listed = files.Select(entry => entry.File);
                // The rank comes first in the names: their order is that in which they are applied.
                listed = earlier.Kept.Count == 0 ? listed : listed.Concat(earlier.Kept.Keys).Order(StringComparer.Ordinal);
                Stage(record, FileContent.KustomizationFile, content.Kustomization(listed), staged);
            }

            Commit(record, staged);
        }
        catch
        {
            staged.ForEach(entry => FileStore.Discard(Path.Combine(_path, entry.File)));
            throw;
        }

        Delete(record, outdated);
        record.Save();
        Report(earlier);
    }

    /// <summary>Deletes what earlier runs wrote for a cluster that is no more.</summary>
    public void Remove()
    {
        FileRecord record = FileRecord.Load(_path, store);
        FileStore.Sweep(_path);
        Delete(record, [.. record.Files]);
        record.Save();
        if (!Directory.EnumerateFileSystemEntries(_path).Any())
        {
            Directory.Delete(_path);
        }
    }

    /// <summary>Leaves what earlier runs wrote, and says so.</summary>
    public int Keep(string reason)
    {
        var earlier = new EarlierFiles(_path, FileRecord.Load(_path, store), guard);
        foreach (string file in earlier.Existing)
        {
            earlier.Keep(file, reason);
        }

        Report(earlier);
        return earlier.Kept.Count;
    }

    private static HashSet<string> Unchanged(
        List<(string File, ValueList<IstioObject> Objects)> files, EarlierFiles earlier, ClusterChanges changes)
    {
        var changed = changes.Changed.Select(EarlierFiles.Identity).ToHashSet();
        HashSet<string> existing = [.. earlier.Existing];
        return [.. files
            .Where(entry => entry.Objects.Count == 1 && !changed.Contains(EarlierFiles.Identity(entry.Objects[0]))
                && existing.Contains(entry.File))
            .Select(entry => entry.File)];
    }

    private bool IsElsewhere()
    {
        foreach (string name in new[] { cluster, $"{cluster}/{FileRecord.FileName}" })
        {
            if (FileStore.IsLink(Path.Combine(root, name)))
            {
                report.Add(
                    ManifestDiagnostics.ForeignFile, name,
                    "It is a link. Nothing is written through it, so nothing of the cluster is written.", "Remove the link.");
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The objects whose identity no other has; which of two is meant cannot be known. In apply order they are neighbours.
    /// </summary>
    private IEnumerable<IstioObject> Unique(ValueList<IstioObject> objects)
    {
        for (int first = 0, next; first < objects.Count; first = next)
        {
            for (next = first + 1; next < objects.Count && EarlierFiles.AreSame(objects[first], objects[next]); next++)
            {
            }

            if (next - first > 1)
            {
                report.Add(
                    ManifestDiagnostics.Ambiguous, cluster, $"{objects[first]} is there {next - first} times; none of them is written.",
                    "Give each a name of its own.");
            }
            else
            {
                yield return objects[first];
            }
        }
    }

    /// <summary>The files that go: nothing when more would go than one run may delete.</summary>
    private string[] Outdated(
        EarlierFiles earlier, List<(string File, ValueList<IstioObject> Objects)> files, ValueList<IstioObject> desired,
        FileContent content)
    {
        HashSet<string> current = [.. files.Select(entry => entry.File), .. earlier.Kept.Keys];
        if (options.Kustomization)
        {
            current.Add(FileContent.KustomizationFile);
        }

        string[] existing = [.. earlier.Existing.Where(file => file != FileContent.KustomizationFile)];
        string[] outdated = [.. existing.Where(file => !current.Contains(file))];
        // Objects that move to other files are not gone, and those that leave a file that stays are.
        if (options.Layout != ManifestLayout.FilePerObject
            || !new RemovalShare(options.MaxPrunedShare).Allows(outdated.Length, existing.Length, desired: 1))
        {
            var identities = existing.Length == 0 ? [] : desired.Select(EarlierFiles.Identity).ToHashSet();
            (string File, int Gone, int All)[] losses = [.. existing.Where(file => !earlier.Kept.ContainsKey(file))
                .Select(file => (file, Loss: LossOf(file, earlier, files, identities, content)))
                .Select(entry => (entry.file, entry.Loss.Gone, entry.Loss.All))];
            (int gone, int all) = (losses.Sum(entry => entry.Gone), losses.Sum(entry => entry.All));
            if (!new RemovalShare(options.MaxPrunedShare).Allows(gone, all, desired: 1))
            {
                string message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{gone} of {all} objects would go, more than the share of {options.MaxPrunedShare} that one run may delete.");
                report.Add(
                    ManifestDiagnostics.PruneGuard, cluster, message,
                    "Check the model; if they are to go, raise WriteOptions.MaxPrunedShare for one run.");
                foreach ((string file, _, _) in losses.Where(entry => entry.Gone > 0))
                {
                    earlier.Keep(file, "More would go than one run may delete.");
                }
            }
        }

        bool kustomization = !options.Kustomization && earlier.Existing.Contains(FileContent.KustomizationFile);
        return [.. outdated.Where(file => !earlier.Kept.ContainsKey(file)), .. kustomization ? [FileContent.KustomizationFile]
            : Array.Empty<string>()];
    }

    // A file that holds the right bytes already loses nothing, and need not be read.
    private (int Gone, int All) LossOf(
        string file, EarlierFiles earlier, List<(string File, ValueList<IstioObject> Objects)> files,
        HashSet<(string Kind, string? Namespace, string Name)> identities, FileContent content)
    {
        int same = files.FindIndex(entry => entry.File == file);
        return same >= 0 && Holds(file, content.Of(files[same].Objects)) ? (0, files[same].Objects.Count)
            : earlier.Missing(file, identities) ?? (1, 1);
    }

    private void Stage(FileRecord record, string file, ReadOnlySpan<byte> bytes, List<(string File, string Hash)> staged)
    {
        string full = Path.Combine(_path, file);
        bool link = FileStore.IsLink(full);
        bool folder = !link && Directory.Exists(full);
        if (!link && Holds(file, bytes))
        {
            report.FoundUnchanged();
            record.Set(file, FileRecord.Hash(bytes));
        }
        else if (folder || (!options.Overwrite && (link || (File.Exists(full) && !record.Owns(file)))))
        {
            string message = folder ? "A folder is in its place; it is left as it is."
                : link ? "A link is in its place; it is left as it is."
                : "The file is not one that Mesh wrote; it is left as it is.";
            report.Add(ManifestDiagnostics.ForeignFile, $"{cluster}/{file}", message, "Move it away, or allow overwriting.");
        }
        else
        {
            store.Stage(full, bytes);
            staged.Add((file, FileRecord.Hash(bytes)));
        }
    }

    private bool Holds(string file, ReadOnlySpan<byte> bytes)
    {
        string full = Path.Combine(_path, file);
        return !FileStore.IsLink(full) && File.Exists(full) && FileStore.Holds(full, bytes);
    }

    private void Commit(FileRecord record, List<(string File, string Hash)> staged)
    {
        // Claimed before they are there: a run that is interrupted leaves nothing that the next one takes for somebody else's.
        foreach ((string file, _) in staged)
        {
            record.Announce(file);
        }

        if (staged.Count > 0)
        {
            record.Save();
        }

        foreach ((string file, string hash) in staged)
        {
            store.Commit(Path.Combine(_path, file));
            record.Set(file, hash);
            report.Wrote();
        }
    }

    private void Delete(FileRecord record, string[] outdated)
    {
        foreach (string file in outdated)
        {
            string full = Path.Combine(_path, file);
            if (File.Exists(full) && !record.IsUntouched(file))
            {
                string message = "The file is outdated but was changed since Mesh wrote it; it is left as it is.";
                report.Add(ManifestDiagnostics.ChangedStaleFile, $"{cluster}/{file}", message, "Delete it if nobody needs it.");
                continue;
            }

            if (File.Exists(full))
            {
                File.Delete(full);
                report.Deleted();
            }

            record.Remove(file);
        }

        foreach (string gone in record.Files.Where(file => !Path.Exists(Path.Combine(_path, file))).ToArray())
        {
            record.Remove(gone);
        }
    }

    private void Report(EarlierFiles earlier)
    {
        foreach ((string file, string reason) in earlier.Kept)
        {
            report.Keep($"{cluster}/{file}", reason);
        }
    }
}
