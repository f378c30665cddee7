using System.Diagnostics.CodeAnalysis;
using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>Keys with values, in the order of the source. A key stands at most once.</summary>
internal sealed class MappingNode : DocumentNode
{
    // Below this many entries a scan is faster than a hash table, and most mappings are that small.
    private const int ScanLimit = 12;
    private readonly Dictionary<string, int>? _index;

    public MappingNode(TextPosition position, MappingEntry[] entries)
        : base(position)
    {
        Entries = entries;
        foreach (MappingEntry entry in entries)
        {
            Size += entry.Value.Size;
            Bytes += entry.Key.Length + 1 + entry.Value.Bytes;
        }

        if (entries.Length > ScanLimit)
        {
            _index = new Dictionary<string, int>(entries.Length, StringComparer.Ordinal);
            for (int i = 0; i < entries.Length; i++)
            {
                _index[entries[i].Key] = i;
            }
        }
    }

    public IReadOnlyList<MappingEntry> Entries { get; }

    public override string KindName => "a mapping";

    public DocumentNode? this[string key] => TryGet(key, out DocumentNode? value) ? value : null;

    public bool TryGet(string key, [NotNullWhen(true)] out DocumentNode? value)
    {
        if (_index is not null)
        {
            value = _index.TryGetValue(key, out int index) ? Entries[index].Value : null;
            return value is not null;
        }

        foreach (MappingEntry entry in (MappingEntry[])Entries)
        {
            if (entry.Key == key)
            {
                value = entry.Value;
                return true;
            }
        }

        value = null;
        return false;
    }
}
