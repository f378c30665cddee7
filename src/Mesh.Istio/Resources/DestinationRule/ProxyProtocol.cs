using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>The PROXY header that tells the destination who the client was.</summary>
public sealed record ProxyProtocol : IMessage<ProxyProtocol>
{
    /// <summary>Its version; <see cref="ProxyProtocolVersion.V1"/> when absent.</summary>
    public ProxyProtocolVersion? Version { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Choice("version"u8, Version, ResourceEnums.ProxyProtocolVersion);
    }

    static ProxyProtocol IMessage<ProxyProtocol>.Read(FieldReader fields) => new()
    {
        Version = fields.Choice("version", ResourceEnums.ProxyProtocolVersion),
    };
}
