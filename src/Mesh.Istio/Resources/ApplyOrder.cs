namespace Mesh.Istio.Resources;

/// <summary>
/// The order in which objects are applied: by the row of the kind in <see cref="KindTable"/>, then by namespace and name.
/// </summary>
internal sealed class ApplyOrder : IComparer<IstioObject>
{
    public static ApplyOrder Instance { get; } = new();

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

        int order = KindTable.Of(x).Rank.CompareTo(KindTable.Of(y).Rank);
        order = order != 0 ? order : string.CompareOrdinal(x.Metadata.Namespace, y.Metadata.Namespace);
        return order != 0 ? order : string.CompareOrdinal(x.Metadata.Name, y.Metadata.Name);
    }
}
