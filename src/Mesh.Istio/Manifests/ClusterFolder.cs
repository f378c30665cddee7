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

    public void Write(ValueList<IstioObject> objects, FileContent content)
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
        ValueList<IstioObject> desired = ApplyOrder.Sort(free.Concat(earlier.Carried).DistinctBy(EarlierFiles.Identity).ToValueList());
        List<(string File, ValueList<IstioObject> Objects)> files = [.. content.Files(desired).Where(
            entry => !earlier.Kept.ContainsKey(entry.File))];
        string[] outdated = Outdated(earlier, files, desired);
        files.RemoveAll(entry => earlier.Kept.ContainsKey(entry.File));

        var staged = new List<(string File, string Hash)>();
        try
        {
            foreach ((string file, ValueList<IstioObject> values) in files)
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

    /// <summary>The objects whose identity no other has; which of two is meant cannot be known.</summary>
    private IEnumerable<IstioObject> Unique(ValueList<IstioObject> objects)
    {
        foreach (IGrouping<object, IstioObject> same in objects.GroupBy(value => (object)EarlierFiles.Identity(value)))
        {
            if (same.Skip(1).Any())
            {
                report.Add(
                    ManifestDiagnostics.Ambiguous, cluster, $"{same.First()} is there {same.Count()} times; none of them is written.",
                    "Give each a name of its own.");
            }
            else
            {
                yield return same.First();
            }
        }
    }

    /// <summary>The files that go: nothing when more would go than one run may delete.</summary>
    private string[] Outdated(
        EarlierFiles earlier, List<(string File, ValueList<IstioObject> Objects)> files, ValueList<IstioObject> desired)
    {
        HashSet<string> current = [.. files.Select(entry => entry.File), .. earlier.Kept.Keys];
        if (options.Kustomization)
        {
            current.Add(FileContent.KustomizationFile);
        }

        string[] existing = [.. earlier.Existing.Where(file => file != FileContent.KustomizationFile)];
        string[] outdated = [.. existing.Where(file => !current.Contains(file))];
        var identities = desired.Select(EarlierFiles.Identity).ToHashSet();
        // Objects that move to other files are not gone, and those that leave a file that stays are.
        if (options.Layout != ManifestLayout.FilePerObject
            || !new RemovalShare(options.MaxPrunedShare).Allows(outdated.Length, existing.Length, desired: 1))
        {
            (string File, int Gone, int All)[] losses = [.. existing.Where(file => !earlier.Kept.ContainsKey(file))
                .Select(file => (file, Loss: earlier.Missing(file, identities) ?? (1, 1)))
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

    private void Stage(FileRecord record, string file, ReadOnlySpan<byte> bytes, List<(string File, string Hash)> staged)
    {
        string full = Path.Combine(_path, file);
        bool link = FileStore.IsLink(full);
        bool folder = !link && Directory.Exists(full);
        if (!link && File.Exists(full) && FileStore.Holds(full, bytes))
        {
            report.Unchanged++;
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
            report.Written++;
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

            report.Deleted += File.Exists(full) ? 1 : 0;
            File.Delete(full);
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
