using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A destination with its share of the connections.</summary>
public sealed record RouteDestination : IMessage<RouteDestination>
{
    /// <summary>Where the connections go.</summary>
    public required Destination Destination { get; init; }

    /// <summary>The share relative to the sum of all weights; a single destination takes all connections.</summary>
    public int? Weight { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Message("destination"u8, Destination);
        fields.Number("weight"u8, Weight);
    }

    static RouteDestination IMessage<RouteDestination>.Read(FieldReader fields) => new()
    {
        Destination = fields.RequiredMessage<Destination>("destination"),
        Weight = fields.Int32("weight"),
    };
}
