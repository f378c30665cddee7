using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Listeners of a gateway proxy at the edge of a mesh or a network.</summary>
public sealed record Gateway : IstioObject
{
    /// <inheritdoc/>
    public override string Kind => "Gateway";

    /// <inheritdoc/>
    public override string ApiGroup => ApiGroups.Networking;

    /// <summary>
    /// The labels of the gateway's pods. They are searched in all namespaces unless istiod restricts gateways to their own.
    /// </summary>
    public ValueMap<string> Selector { get; init; }

    /// <summary>The listeners with the hosts they serve.</summary>
    public ValueList<Server> Servers { get; init; }

    internal static Gateway Read(ObjectMeta metadata, FieldReader fields) => new()
    {
        Metadata = metadata,
        Selector = fields.TextMap("selector"),
        Servers = fields.Messages<Server>("servers"),
    };

    internal override void WriteSpec(FieldWriter fields)
    {
        fields.TextMap("selector"u8, Selector);
        fields.Messages("servers"u8, Servers);
    }
}
