namespace Mesh.Istio.Resources;

/// <summary>
/// The order in which objects are applied: by their place, then by namespace and name.
/// </summary>
internal sealed class ApplyOrder : IComparer<IstioObject>
{
    /// <summary>
    /// The AuthorizationPolicy that closes a namespace to everybody who is not named. It comes after all others, which open pods again.
    /// </summary>
    public const string ClosingPolicy = "allow";

    public static ApplyOrder Instance { get; } = new();

    /// <summary>The place right before all Gateways, which no object has by itself.</summary>
    public static int BeforeGateways { get; } = (2 * KindTable.Find(nameof(Gateway))!.Rank) - 1;

    /// <summary>How many places there are.</summary>
    public static int Places => 2 * KindTable.All.Count;

    /// <summary>
    /// The place of an object: by the row of its kind in <see cref="KindTable"/>; what is at one place can be applied at once.
    /// </summary>
    public static int PlaceOf(ResourceKind kind, string name) =>
        (2 * kind.Rank) + (name == ClosingPolicy && kind.Kind == nameof(AuthorizationPolicy) ? 1 : 0);

    public static ValueList<IstioObject> Sort(ValueList<IstioObject> objects)
    {
        ReadOnlySpan<IstioObject> given = objects.AsSpan();
        for (int i = 1; i < given.Length; i++)
        {
            if (Instance.Compare(given[i - 1], given[i]) > 0)
            {
                // OrderBy keeps equals in their order, Array.Sort does not.
                return objects.OrderBy(o => o, Instance).ToValueList();
            }
        }

        return objects;
    }

    public int Compare(IstioObject? x, IstioObject? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        int order = PlaceOf(x).CompareTo(PlaceOf(y));
        return order != 0 ? order : CompareNames(x, y);
    }

    /// <summary>The order of two objects of one place.</summary>
    public static int CompareNames(IstioObject x, IstioObject y)
    {
        int order = string.CompareOrdinal(x.Metadata.Namespace, y.Metadata.Namespace);
        return order != 0 ? order : string.CompareOrdinal(x.Metadata.Name, y.Metadata.Name);
    }

    /// <summary>The place of an object.</summary>
    public static int PlaceOf(IstioObject value) => PlaceOf(KindTable.Of(value), value.Metadata.Name);
}
