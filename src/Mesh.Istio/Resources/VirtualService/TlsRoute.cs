using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A rule for TLS connections that are not terminated.</summary>
public sealed record TlsRoute : IMessage<TlsRoute>
{
    /// <summary>The conditions, of which one must hold.</summary>
    public required ValueList<TlsMatchAttributes> Match { get; init; }

    /// <summary>Where the connections go.</summary>
    public ValueList<RouteDestination> Route { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Messages("match"u8, Match, required: true);
        fields.Messages("route"u8, Route);
    }

    static TlsRoute IMessage<TlsRoute>.Read(FieldReader fields) => new()
    {
        Match = fields.RequiredMessages<TlsMatchAttributes>("match"),
        Route = fields.Messages<RouteDestination>("route"),
    };
}
