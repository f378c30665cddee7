namespace Mesh.Istio.Generation;

/// <summary>
/// Names of things that share scopes: readable ones, and where two things of one scope would get the same, the hashed names of both.
/// </summary>
internal sealed class NameTable<T>
    where T : notnull
{
    private readonly Dictionary<T, string> _names;

    /// <param name="things">The things; one that comes twice counts once.</param>
    /// <param name="readable">Where a thing's name must be unique, and the name that it would have alone.</param>
    /// <param name="hashed">The name that nothing else has.</param>
    /// <param name="comparer">When two things are the same one.</param>
    public NameTable(
        IEnumerable<T> things, Func<T, (string Scope, string Name)> readable, Func<T, string> hashed, IEqualityComparer<T>? comparer = null)
    {
        _names = new Dictionary<T, string>(comparer);
        foreach (IGrouping<(string Scope, string Name), T> same in things.Distinct(comparer).GroupBy(readable))
        {
            T[] sharing = [.. same];
            foreach (T thing in sharing)
            {
                _names.Add(thing, sharing.Length > 1 ? hashed(thing) : same.Key.Name);
            }
        }
    }

    public string this[T thing] => _names[thing];
}
