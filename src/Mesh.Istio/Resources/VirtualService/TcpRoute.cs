using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A rule for connections that are neither HTTP nor TLS by SNI.</summary>
public sealed record TcpRoute : IMessage<TcpRoute>
{
    /// <summary>The conditions, of which one must hold; every connection when empty.</summary>
    public ValueList<L4MatchAttributes> Match { get; init; }

    /// <summary>Where the connections go.</summary>
    public ValueList<RouteDestination> Route { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Messages("match"u8, Match);
        fields.Messages("route"u8, Route);
    }

    static TcpRoute IMessage<TcpRoute>.Read(FieldReader fields) => new()
    {
        Match = fields.Messages<L4MatchAttributes>("match"),
        Route = fields.Messages<RouteDestination>("route"),
    };
}
