namespace Mesh.Documents;

/// <summary>Collects the entries of one mapping and reports keys that stand twice; the first one counts.</summary>
internal sealed class MappingEntries
{
    private const int ScanLimit = 12;
    private readonly List<MappingEntry> _entries;
    private HashSet<string>? _keys;

    public MappingEntries(params MappingEntry[] entries) => _entries = [.. entries];

    /// <summary>What is said of a key that stands twice.</summary>
    public static DocumentError Twice(MappingEntry entry) =>
        new(entry.KeyPosition, $"The key '{entry.Key}' stands twice in one mapping.", KeyTwice: true);

    public void Add(MappingEntry entry, List<DocumentError> errors)
    {
        if (IsNew(entry.Key))
        {
            _entries.Add(entry);
        }
        else
        {
            errors.Keep(Twice(entry));
        }
    }

    /// <summary>Adds an entry of a merged mapping: what the mapping says itself wins.</summary>
    public void AddUnlessThere(MappingEntry entry)
    {
        if (IsNew(entry.Key))
        {
            _entries.Add(entry);
        }
    }

    public MappingEntry[] ToArray() => [.. _entries];

    private bool IsNew(string key)
    {
        if (_entries.Count < ScanLimit)
        {
            foreach (MappingEntry entry in _entries)
            {
                if (entry.Key == key)
                {
                    return false;
                }
            }

            return true;
        }

        _keys ??= _entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        return _keys.Add(key);
    }
}
