using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>The objects of one kind in one cluster, each once.</summary>
internal sealed class ObjectTable<T> : IObjectTable
{
    private readonly Dictionary<(string Namespace, string Name), Sourced<T>> _objects = [];

    public int Count => _objects.Count;

    public void Add(Sourced<T> observed, Findings findings)
    {
        (string Namespace, string Name) key = (observed.Head.Namespace, observed.Head.Name);
        if (!_objects.TryGetValue(key, out Sourced<T>? known))
        {
            _objects.Add(key, observed);
            return;
        }

        bool newer = observed.Head.IsNewerThan(known.Head);
        if (newer)
        {
            _objects[key] = observed;
        }

        if (!EqualityComparer<T>.Default.Equals(known.Value, observed.Value))
        {
            string which = newer ? "this one is newer and counts"
                : known.Head.IsNewerThan(observed.Head) ? "that one is newer and counts"
                : "neither is newer by its resourceVersion, and that one counts";
            findings.Add(
                InventoryDiagnostics.DuplicateObject,
                observed.Head.Place,
                $"{observed.Head} differs from the one in {known.Head.Place}; {which}.",
                "Keep one dump of each object in the folder.");
        }
    }

    public void Remove(string namespaceName, string name) => _objects.Remove((namespaceName, name));

    public void TakeFrom(IObjectTable other)
    {
        foreach (((string Namespace, string Name) key, Sourced<T> observed) in ((ObjectTable<T>)other)._objects)
        {
            _objects[key] = observed;
        }
    }

    /// <summary>The objects in ordinal order of namespace and name.</summary>
    public Sourced<T>[] ToSortedArray()
    {
        Sourced<T>[] sorted = [.. _objects.Values];
        Array.Sort(sorted, (left, right) =>
        {
            int order = string.CompareOrdinal(left.Head.Namespace, right.Head.Namespace);
            return order != 0 ? order : string.CompareOrdinal(left.Head.Name, right.Head.Name);
        });
        return sorted;
    }
}
