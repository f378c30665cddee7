using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Reuse;

/// <summary>Takes objects out of a list in apply order and puts others in, at the cost of a copy.</summary>
internal static class SortedPatch
{
    /// <param name="before">The list.</param>
    /// <param name="gone">Objects with the names of those that go; each is there once.</param>
    /// <param name="added">Objects that come.</param>
    public static ValueList<IstioObject> Apply(
        ValueList<IstioObject> before, IReadOnlyCollection<IstioObject> gone, IReadOnlyCollection<IstioObject> added)
    {
        ReadOnlySpan<IstioObject> old = before.AsSpan();
        var steps = new List<(int At, IstioObject? Added)>(gone.Count + added.Count);
        foreach (IstioObject value in added.Order(ApplyOrder.Instance))
        {
            steps.Add((PlaceOf(value, old), value));
        }

        foreach (IstioObject value in gone)
        {
            steps.Add((PlaceOfVery(value, old), null));
        }

        var result = new IstioObject[old.Length - gone.Count + added.Count];
        (int from, int to) = (0, 0);
        // What takes another's place comes before that one goes.
        foreach ((int at, IstioObject? value) in steps.OrderBy(step => step.At).ThenBy(step => step.Added is null))
        {
            old[from..at].CopyTo(result.AsSpan(to));
            to += at - from;
            from = at;
            if (value is null)
            {
                from++;
            }
            else
            {
                result[to++] = value;
            }
        }

        old[from..].CopyTo(result.AsSpan(to));
        return ValueList.Wrap(result);
    }

    // Of several with one name the very one.
    private static int PlaceOfVery(IstioObject value, ReadOnlySpan<IstioObject> objects)
    {
        int place = PlaceOf(value, objects);
        while (!ReferenceEquals(objects[place], value) && !ReferenceEquals(objects[place].Original, value))
        {
            place++;
        }

        return place;
    }

    // The first that does not come before.
    private static int PlaceOf(IstioObject value, ReadOnlySpan<IstioObject> objects)
    {
        (int low, int high) = (0, objects.Length);
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            (low, high) = ApplyOrder.Instance.Compare(objects[middle], value) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
