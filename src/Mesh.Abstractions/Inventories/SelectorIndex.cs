namespace Mesh.Inventories;

/// <summary>
/// Finds what selects an object. A look-up costs the labels of the object and what selects by one of them, however many selectors there
/// are. Built once, then thread-safe.
/// </summary>
/// <typeparam name="T">What selects.</typeparam>
internal sealed class SelectorIndex<T>
{
    private readonly (ValueMap<string> Selector, T Value)[] _entries;
    private readonly List<int> _ofEverything = [];
    private readonly Dictionary<(string Key, string Value), List<int>> _byLabel = [];

    /// <summary>Indexes selectors; one that is empty selects everything.</summary>
    public SelectorIndex(IEnumerable<T> values, Func<T, ValueMap<string>> selectorOf)
    {
        _entries = [.. values.Select(value => (selectorOf(value), value))];
        for (int i = 0; i < _entries.Length; i++)
        {
            // What matches has every label of the selector, so that any one of them finds it.
            ListOf(_entries[i].Selector).Add(i);
        }
    }

    /// <summary>What selects an object with these labels, in the order in which it was given.</summary>
    public IEnumerable<T> Find(ValueMap<string> labels)
    {
        List<int> found = [.. _ofEverything];
        foreach ((string key, string value) in labels)
        {
            if (_byLabel.TryGetValue((key, value), out List<int>? entries))
            {
                found.AddRange(entries.Where(entry => LabelMatch.Matches(_entries[entry].Selector, labels)));
            }
        }

        found.Sort();
        return found.Select(entry => _entries[entry].Value);
    }

    /// <summary>Whether anything selects an object with these labels.</summary>
    public bool Any(ValueMap<string> labels)
    {
        if (_ofEverything.Count > 0)
        {
            return true;
        }

        foreach ((string key, string value) in labels)
        {
            if (_byLabel.TryGetValue((key, value), out List<int>? entries)
                && entries.Exists(entry => LabelMatch.Matches(_entries[entry].Selector, labels)))
            {
                return true;
            }
        }

        return false;
    }

    private List<int> ListOf(ValueMap<string> selector)
    {
        if (selector.IsEmpty)
        {
            return _ofEverything;
        }

        (string key, string value) = selector.AsSpan()[0];
        if (!_byLabel.TryGetValue((key, value), out List<int>? entries))
        {
            _byLabel.Add((key, value), entries = []);
        }

        return entries;
    }
}
