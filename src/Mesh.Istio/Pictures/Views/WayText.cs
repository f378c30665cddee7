using System.Globalization;

namespace Mesh.Istio.Pictures.Views;

/// <summary>What is written at a way.</summary>
/// <param name="Kind">What kind of way it is; of equal ways the first of these stays.</param>
/// <param name="Address">The endpoint's address; empty where it is no endpoint's way.</param>
/// <param name="Port">The endpoint's port.</param>
/// <param name="Source">The object that describes it.</param>
internal readonly record struct WayText(WayKind Kind, string Address, uint Port, string Source) : IComparable<WayText>
{
    public string Label => Kind switch
    {
        WayKind.Endpoint => "endpoint",
        WayKind.Served => "served",
        _ => "behind it",
    };

    public string Reason => Kind == WayKind.Endpoint
        ? string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port} of {Source}")
        : Source;

    public int CompareTo(WayText other)
    {
        int first = Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Address, other.Address);
        return first != 0 ? first : Port != other.Port ? Port.CompareTo(other.Port) : string.CompareOrdinal(Source, other.Source);
    }
}
