using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>Reads the dumps of a folder, and says what of it is not read.</summary>
internal static class DumpFolder
{
    /// <summary>Reads a dump; what keeps it from being opened becomes an error.</summary>
    public static DocumentSet Read(string path, ReadLimits limits) => DocumentFolder.Read(path, limits, out string reason) is { } bytes
        ? DumpText.Read(bytes, limits)
        : new DocumentSet([], [new DocumentError(new TextPosition(1, 1), reason)]);

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
