namespace Mesh.Inventories;

/// <summary>
/// Finds what a selector selects. A look-up costs the objects that carry the rarest of its labels. Built once, then thread-safe.
/// </summary>
/// <typeparam name="T">What is selected.</typeparam>
internal sealed class LabelIndex<T>
{
    private readonly (ValueMap<string> Labels, T Value)[] _entries;
    private readonly Dictionary<(string Key, string Value), List<int>> _byLabel = [];

    /// <summary>Indexes objects by all their labels.</summary>
    public LabelIndex(IEnumerable<T> values, Func<T, ValueMap<string>> labelsOf)
    {
        _entries = [.. values.Select(value => (labelsOf(value), value))];
        for (int i = 0; i < _entries.Length; i++)
        {
            foreach ((string key, string value) in _entries[i].Labels)
            {
                if (!_byLabel.TryGetValue((key, value), out List<int>? entries))
                {
                    _byLabel.Add((key, value), entries = []);
                }

                entries.Add(i);
            }
        }
    }

    /// <summary>What carries every label of a selector, in the order in which it was given; everything for an empty one.</summary>
    public IEnumerable<T> Find(ValueMap<string> selector)
    {
        if (selector.IsEmpty)
        {
            return _entries.Select(entry => entry.Value);
        }

        List<int>? rarest = null;
        foreach ((string key, string value) in selector)
        {
            if (!_byLabel.TryGetValue((key, value), out List<int>? entries))
            {
                return [];
            }

            rarest = rarest is null || entries.Count < rarest.Count ? entries : rarest;
        }

        return rarest!.Where(entry => LabelMatch.Matches(selector, _entries[entry].Labels)).Select(entry => _entries[entry].Value);
    }
}
