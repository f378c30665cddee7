using System.Text.Json.Nodes;

namespace Mesh.ApiServerDouble.Apply;

/// <summary>
/// A set of field paths, the tree that <c>managedFields[].fieldsV1</c> writes: members are owned themselves, children hold what is owned
/// below. Elements are spelled as on the wire: <c>f:name</c>, <c>k:{"name":"http"}</c>, <c>v:"x"</c>. Never changed after it was built.
/// </summary>
internal sealed class FieldSet
{
    public static readonly FieldSet Empty = new();

    private readonly SortedSet<string> _members = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    public bool IsEmpty => _members.Count == 0 && _children.Count == 0;

    public IEnumerable<string> Elements => _children.Keys;

    public bool Owns(string element) => _members.Contains(element);

    /// <summary>The element itself or something below it is in the set.</summary>
    public bool Touches(string element) => _members.Contains(element) || _children.ContainsKey(element);

    public FieldSet? Below(string element) => _children.GetValueOrDefault(element);

    /// <summary>For building only.</summary>
    public void Add(string element) => _members.Add(element);

    /// <summary>For building only.</summary>
    public void Add(string element, FieldSet below)
    {
        if (!below.IsEmpty)
        {
            _children[element] = below;
        }
    }

    public FieldSet Union(FieldSet other) => Combine(other, (mine, theirs) => mine || theirs, keepMine: true, keepTheirs: true);

    public FieldSet Minus(FieldSet other) => Combine(other, (mine, theirs) => mine && !theirs, keepMine: true, keepTheirs: false);

    public FieldSet Intersect(FieldSet other) => Combine(other, (mine, theirs) => mine && theirs, keepMine: false, keepTheirs: false);

    /// <summary>Without an element and all below it.</summary>
    public FieldSet Without(string element)
    {
        FieldSet result = new();
        result._members.UnionWith(_members.Where(member => member != element));
        foreach ((string name, FieldSet below) in _children.Where(child => child.Key != element))
        {
            result._children[name] = below;
        }

        return result;
    }

    public FieldSet WithBelow(string element, FieldSet below)
    {
        FieldSet result = Without(element);
        if (_members.Contains(element))
        {
            result._members.Add(element);
        }

        result.Add(element, below);
        return result;
    }

    public bool SameAs(FieldSet other) => _members.SetEquals(other._members) && _children.Count == other._children.Count
        && _children.All(child => other._children.TryGetValue(child.Key, out FieldSet? theirs) && child.Value.SameAs(theirs));

    /// <summary>All members as paths of elements, in order.</summary>
    public IEnumerable<string> Paths()
    {
        foreach (string element in _members.Union(_children.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (_members.Contains(element))
            {
                yield return FieldPath.Display(element);
            }

            foreach (string below in _children.TryGetValue(element, out FieldSet? child) ? child.Paths() : [])
            {
                yield return FieldPath.Display(element) + below;
            }
        }
    }

    public JsonObject ToJson()
    {
        JsonObject result = [];
        foreach (string element in _members.Union(_children.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            JsonObject below = _children.TryGetValue(element, out FieldSet? child) ? child.ToJson() : [];
            if (child is not null && _members.Contains(element))
            {
                below["."] = new JsonObject();
            }

            result[element] = below;
        }

        return result;
    }

    public static FieldSet FromJson(JsonObject? source)
    {
        FieldSet result = new();
        foreach ((string element, JsonNode? value) in source ?? [])
        {
            if (element == ".")
            {
                continue;
            }

            JsonObject below = value as JsonObject ?? [];
            if (below.Count == 0 || below.ContainsKey("."))
            {
                result.Add(element);
            }

            result.Add(element, FromJson(below));
        }

        return result;
    }

    private FieldSet Combine(FieldSet other, Func<bool, bool, bool> rule, bool keepMine, bool keepTheirs)
    {
        FieldSet result = new();
        foreach (string member in _members.Concat(other._members))
        {
            if (rule(_members.Contains(member), other._members.Contains(member)))
            {
                result._members.Add(member);
            }
        }

        foreach (string element in _children.Keys.Concat(other._children.Keys).Distinct(StringComparer.Ordinal))
        {
            FieldSet? mine = _children.GetValueOrDefault(element);
            FieldSet? theirs = other._children.GetValueOrDefault(element);
            FieldSet? below = mine is not null && theirs is not null
                ? mine.Combine(theirs, rule, keepMine, keepTheirs)
                : theirs is null ? (keepMine ? mine : null) : keepTheirs ? theirs : null;
            if (below is not null)
            {
                result.Add(element, below);
            }
        }

        return result;
    }
}
