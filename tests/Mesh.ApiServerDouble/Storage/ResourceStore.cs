using System.Collections.Immutable;
using Objects = System.Collections.Immutable.ImmutableSortedDictionary<string, Mesh.ApiServerDouble.Storage.StoredObject>;

namespace Mesh.ApiServerDouble.Storage;

/// <summary>All objects of one resource, with their history: every past revision can be listed until it is compacted.</summary>
internal sealed class ResourceStore
{
    private readonly List<(long Revision, Objects Objects)> _history = [(0, Objects.Empty.WithComparers(StringComparer.Ordinal))];
    private readonly List<StoredEvent> _events = [];

    public Objects Current => _history[^1].Objects;

    /// <summary>The newest event that was forgotten: a watch that has not seen it cannot go on.</summary>
    public long Forgotten { get; private set; }

    public Objects At(long revision)
    {
        int low = 0;
        int high = _history.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _history[middle].Revision <= revision ? (middle, high) : (low, middle - 1);
        }

        return _history[low].Objects;
    }

    public void Put(StoredObject stored)
    {
        StoredObject? before = Current.GetValueOrDefault(stored.Key);
        _history.Add((stored.Revision, Current.SetItem(stored.Key, stored)));
        _events.Add(new(stored.Revision, before, stored, stored));
    }

    /// <summary>Removes; the last state carries the revision of the deletion.</summary>
    public void Remove(StoredObject last)
    {
        StoredObject? before = Current.GetValueOrDefault(last.Key);
        _history.Add((last.Revision, Current.Remove(last.Key)));
        _events.Add(new(last.Revision, before, null, last));
    }

    public IReadOnlyList<StoredEvent> EventsAfter(long revision)
    {
        int at = _events.Count;
        while (at > 0 && _events[at - 1].Revision > revision)
        {
            at--;
        }

        return at == _events.Count ? [] : _events.GetRange(at, _events.Count - at);
    }

    public void Compact(long revision)
    {
        int keep = _history.FindLastIndex(entry => entry.Revision <= revision);
        if (keep > 0)
        {
            _history.RemoveRange(0, keep);
        }

        Forgotten = Math.Max(Forgotten, _events.FindLast(entry => entry.Revision <= revision)?.Revision ?? 0);
        _events.RemoveAll(entry => entry.Revision <= revision);
    }
}
