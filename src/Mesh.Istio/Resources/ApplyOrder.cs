namespace Mesh.Istio.Resources;

/// <summary>
/// The order in which objects are applied, so that no proxy ever sees one without what it needs: a DestinationRule before the endpoints it
/// orders, a Gateway before the routes bound to it, restrictions last.
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

    /// <summary>The place of a kind, from 0.</summary>
    public static int Rank(IstioObject value) => Rank(value.Kind);

    /// <summary>The place of a kind by its name, from 0.</summary>
    public static int Rank(string kind) => kind switch
    {
        nameof(Namespace) => 0,
        nameof(DestinationRule) => 1,
        nameof(ServiceEntry) => 2,
        nameof(WorkloadEntry) => 3,
        nameof(WorkloadGroup) => 4,
        nameof(Resources.Gateway) => 5,
        nameof(VirtualService) => 6,
        nameof(PeerAuthentication) => 7,
        nameof(RequestAuthentication) => 8,
        nameof(AuthorizationPolicy) => 9,
        _ => 10,
    };

    public int Compare(IstioObject? x, IstioObject? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        int order = Rank(x).CompareTo(Rank(y));
        order = order != 0 ? order : string.CompareOrdinal(x.Metadata.Namespace, y.Metadata.Namespace);
        return order != 0 ? order : string.CompareOrdinal(x.Metadata.Name, y.Metadata.Name);
    }
}
