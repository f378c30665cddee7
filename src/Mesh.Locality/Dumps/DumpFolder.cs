using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Inventories;
using Microsoft.Win32.SafeHandles;

namespace Mesh.Dumps;

/// <summary>Reads the dumps of a folder, and says what of it is not read.</summary>
internal static class DumpFolder
{
    // Smaller files are read at once: looking through them first gains nothing.
    private const long WholeBytes = 1 << 20;

    /// <summary>Reads a dump; what keeps it from being opened becomes an error.</summary>
    /// <param name="reader">Takes what it holds.</param>
    /// <param name="name">The file's path as findings say it.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="limits">What it may cost.</param>
    public static void Read(ClusterReader reader, string name, string path, ReadLimits limits)
    {
        if (!ReadList(reader, name, path, limits))
        {
            reader.Read(
                name,
                DocumentFolder.Read(path, limits, out string reason) is { } bytes
                    ? DumpText.Read(bytes, limits)
                    : new DocumentSet([], [new DocumentError(new TextPosition(1, 1), reason)]));
        }
    }

    private static bool ReadList(ClusterReader reader, string name, string path, ReadLimits limits)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path);
            long length = RandomAccess.GetLength(file);
            var budget = new ReadBudget(limits);
            if (length < WholeBytes || length > limits.MaxFileBytes || JsonListOutline.Find(file, budget) is not { } outline)
            {
                return false;
            }

            reader.Read(name, new JsonListFile(file, outline, budget));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Reading it as a whole says what is wrong with it.
            return false;
        }
    }

    /// <summary>What is to be said about something in a folder.</summary>
    public static Diagnostic Finding(FolderNote note, string prefix)
    {
        (DiagnosticDescriptor descriptor, string help) = note.Kind switch
        {
            FolderNoteKind.PassedOver => (InventoryDiagnostics.PassedOver, "Nothing, unless it holds dumps: then move them elsewhere."),
            FolderNoteKind.Empty => (InventoryDiagnostics.NotAnObject, "Remove it, or dump it again."),
            FolderNoteKind.SameName => (InventoryDiagnostics.NamesDifferInCase, "Rename one of them."),
            _ => (InventoryDiagnostics.Unreadable, "Dump less at once, or raise the limit."),
        };
        return descriptor.At(prefix + note.Relative, note.Message, help);
    }
}
