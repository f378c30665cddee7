using Microsoft.Win32.SafeHandles;

namespace Mesh.Documents;

/// <summary>
/// The files of a folder that hold YAML or JSON, for every reader the same: hidden names and links to folders are passed over, links to
/// files are followed, so that a mounted ConfigMap is read once; pipes and devices are never opened.
/// </summary>
internal sealed class DocumentFolder
{
    private readonly ReadLimits _limits;
    private readonly List<FolderFile> _files = [];
    private readonly List<FolderNote> _notes = [];
    private long _bytes;

    private DocumentFolder(ReadLimits limits) => _limits = limits;

    /// <summary>The files, by ordinal order of their paths.</summary>
    public IReadOnlyList<FolderFile> Files => _files;

    /// <summary>What was passed over, by ordinal order of the paths.</summary>
    public IReadOnlyList<FolderNote> Notes => _notes;

    /// <summary>Looks through a folder and its sub-folders.</summary>
    /// <exception cref="IOException">The folder itself cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder itself cannot be listed.</exception>
    public static DocumentFolder List(string folder, ReadLimits limits)
    {
        var result = new DocumentFolder(limits);
        result.Look(new DirectoryInfo(folder).GetFileSystemInfos(), "", recurse: true);
        result.Sort();
        return result;
    }

    /// <summary>Looks at what lies in a folder itself; its folders are passed over silently.</summary>
    public static DocumentFolder ListBeside(string folder, ReadLimits limits)
    {
        var result = new DocumentFolder(limits);
        result.Look([.. new DirectoryInfo(folder).EnumerateFiles()], "", recurse: false);
        result.Sort();
        return result;
    }

    /// <summary>The folders in a folder that may be read, in ordinal order, and what is to be said about the others.</summary>
    public static (IReadOnlyList<FolderFile> Folders, IReadOnlyList<FolderNote> Notes) Children(string folder)
    {
        var result = new DocumentFolder(ReadLimits.Default);
        DirectoryInfo[] children = new DirectoryInfo(folder).GetDirectories();
        result.CheckNames(children, "");
        result._files.AddRange(
            children.Where(child => !result.PassesOver(child, child.Name)).Select(child => new FolderFile(child.Name, child.FullName)));
        result.Sort();
        return (result._files, result._notes);
    }

    public static bool IsDocument(string name) => Path.GetExtension(name).ToLowerInvariant() is ".yaml" or ".yml" or ".json";

    /// <summary>Reads a file; what keeps it from being read is the reason.</summary>
    public static ReadOnlyMemory<byte>? Read(string path, ReadLimits limits, out string reason)
    {
        try
        {
            using SafeFileHandle handle = File.OpenHandle(path);
            long length = RandomAccess.GetLength(handle);
            if (length > limits.MaxFileBytes)
            {
                reason = TooLong(length, limits);
                return null;
            }

            byte[] bytes = new byte[length];
            int read = 0;
            for (int last = -1; read < bytes.Length && last != 0; read += last)
            {
                last = RandomAccess.Read(handle, bytes.AsSpan(read), read);
            }

            reason = "";
            return bytes.AsMemory(0, read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = $"The file cannot be opened: {e.GetType().Name}.";
            return null;
        }
    }

    private static string TooLong(long bytes, ReadLimits limits) =>
        $"The file has {bytes} bytes, more than the {limits.MaxFileBytes} that are read.";

    private void Look(FileSystemInfo[] entries, string prefix, bool recurse)
    {
        CheckNames(entries, prefix);
        // In a fixed order: what is beyond a limit does not depend on the file system.
        foreach (FileSystemInfo entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            string relative = prefix + entry.Name;
            if (entry is DirectoryInfo child)
            {
                if (recurse && !PassesOver(child, relative))
                {
                    LookInto(child, relative);
                }
            }
            else if (IsDocument(entry.Name) && !PassesOver(entry, relative))
            {
                Add((FileInfo)entry, relative);
            }
        }
    }

    private void LookInto(DirectoryInfo child, string relative)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = child.GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _notes.Add(new FolderNote(FolderNoteKind.Refused, relative, $"The file system refuses to list it: {e.Message}"));
            return;
        }

        Look(entries, $"{relative}/", recurse: true);
    }

    private bool PassesOver(FileSystemInfo entry, string relative)
    {
        if (entry.Name.StartsWith('.'))
        {
            // Names with two dots are how kubelet mounts ConfigMaps and Secrets; their files are linked to from where they are read.
            if (!entry.Name.StartsWith("..", StringComparison.Ordinal))
            {
                _notes.Add(new FolderNote(FolderNoteKind.PassedOver, relative, "Its name starts with a dot: what is hidden is not read."));
            }

            return true;
        }

        if (entry is DirectoryInfo { LinkTarget: not null })
        {
            _notes.Add(
                new FolderNote(
                    FolderNoteKind.PassedOver, relative, "It is a link to a folder, which can lead in circles; it is not followed."));
            return true;
        }

        return false;
    }

    private void Add(FileInfo file, string relative)
    {
        long? length = LengthOf(file);
        string? reason = length > _limits.MaxFileBytes ? TooLong(length.Value, _limits)
            : _files.Count >= _limits.MaxFiles ? $"The folder has more than the {_limits.MaxFiles} files that are read."
            : _bytes + length > _limits.MaxTotalBytes
                ? $"The folder's files have more than the {_limits.MaxTotalBytes} bytes that are read."
            : null;
        if (length == 0)
        {
            _notes.Add(new FolderNote(FolderNoteKind.Empty, relative, "It is empty, or no file but a pipe or a device; it is not opened."));
        }
        else if (reason is not null)
        {
            _notes.Add(new FolderNote(FolderNoteKind.Refused, relative, reason));
        }
        else
        {
            _bytes += length ?? 0;
            _files.Add(new FolderFile(relative, file.FullName));
        }
    }

    /// <summary>
    /// The length of a file or of what a link leads to; null for a link that leads nowhere, which is said when it is opened.
    /// </summary>
    private static long? LengthOf(FileInfo file)
    {
        try
        {
            return file.LinkTarget is null ? file.Length
                : file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void CheckNames(FileSystemInfo[] entries, string prefix)
    {
        foreach (IGrouping<string, FileSystemInfo> same in entries
            .Where(entry => entry is DirectoryInfo || IsDocument(entry.Name))
            .GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any()))
        {
            string names = string.Join(", ", same.Select(entry => entry.Name).Order(StringComparer.Ordinal));
            _notes.Add(
                new FolderNote(
                    FolderNoteKind.SameName, prefix + same.Select(entry => entry.Name).Order(StringComparer.Ordinal).First(),
                    $"Names differ in capitals only: {names}. On many file systems they are one."));
        }
    }

    private void Sort()
    {
        _files.Sort((left, right) => string.CompareOrdinal(left.Relative, right.Relative));
        _notes.Sort((left, right) => string.CompareOrdinal(left.Relative, right.Relative));
    }
}
