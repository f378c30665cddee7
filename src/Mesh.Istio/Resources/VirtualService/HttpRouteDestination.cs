using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A destination with its share of the requests.</summary>
public sealed record HttpRouteDestination : IMessage<HttpRouteDestination>
{
    /// <summary>Where the requests go.</summary>
    public required Destination Destination { get; init; }

    /// <summary>
    /// The share relative to the sum of all weights. 0 takes no requests, except for a single destination, which takes them all.
    /// </summary>
    public int? Weight { get; init; }

    /// <summary>Header changes for this destination only.</summary>
    public Headers? Headers { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Message("destination"u8, Destination);
        fields.Number("weight"u8, Weight);
        fields.Message("headers"u8, Headers);
    }

    static HttpRouteDestination IMessage<HttpRouteDestination>.Read(FieldReader fields) => new()
    {
        Destination = fields.RequiredMessage<Destination>("destination"),
        Weight = fields.Int32("weight"),
        Headers = fields.Message<Headers>("headers"),
    };
}
