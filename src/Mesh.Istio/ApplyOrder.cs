using Mesh.Istio.Resources;

namespace Mesh.Istio;

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
    public static int Rank(IstioObject value) => value switch
    {
        Namespace => 0,
        DestinationRule => 1,
        ServiceEntry => 2,
        WorkloadEntry => 3,
        WorkloadGroup => 4,
        Resources.Gateway => 5,
        VirtualService => 6,
        PeerAuthentication => 7,
        RequestAuthentication => 8,
        AuthorizationPolicy => 9,
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
