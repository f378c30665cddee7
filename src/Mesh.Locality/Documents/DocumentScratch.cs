using System.Runtime.InteropServices;

namespace Mesh.Documents;

/// <summary>What the documents of one file share while they are read, so that each value costs its own memory only.</summary>
internal sealed class DocumentScratch
{
    // Longer mappings are few, and looking for a key twice would cost the square of their length.
    private const int LongestMapping = 512;

    public ShortTexts Texts { get; } = new();

    /// <summary>The entries of all mappings that are open, the innermost last.</summary>
    public List<MappingEntry> Entries { get; } = [];

    /// <summary>The values of all sequences that are open, the innermost last.</summary>
    public List<DocumentNode> Items { get; } = [];

    /// <summary>Bytes of a text that stands otherwise in the file than it is meant.</summary>
    public List<byte> Bytes { get; } = [];

    public List<DocumentError> Errors { get; } = [];

    public void Clear()
    {
        Entries.Clear();
        Items.Clear();
        Errors.Clear();
    }

    /// <summary>
    /// Adds an entry to the mapping whose first entry has a place, an error where its key stands twice; false where it grows too long.
    /// </summary>
    public bool Add(MappingEntry entry, int first, List<DocumentError> errors)
    {
        for (int i = first; i < Entries.Count; i++)
        {
            if (Entries[i].Key == entry.Key)
            {
                errors.Keep(MappingEntries.Twice(entry));
                return true;
            }
        }

        Entries.Add(entry);
        return Entries.Count - first <= LongestMapping;
    }

    /// <summary>Closes the mapping whose first entry has a place.</summary>
    public MappingEntry[] TakeEntries(int first)
    {
        MappingEntry[] found = [.. CollectionsMarshal.AsSpan(Entries)[first..]];
        Entries.RemoveRange(first, Entries.Count - first);
        return found;
    }

    /// <summary>Closes the sequence whose first value has a place.</summary>
    public DocumentNode[] TakeItems(int first)
    {
        DocumentNode[] found = [.. CollectionsMarshal.AsSpan(Items)[first..]];
        Items.RemoveRange(first, Items.Count - first);
        return found;
    }
}
