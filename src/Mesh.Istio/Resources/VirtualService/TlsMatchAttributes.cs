using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A condition on a TLS connection: everything that is set must hold.</summary>
public sealed record TlsMatchAttributes : IMessage<TlsMatchAttributes>
{
    /// <summary>The server names, each one of the VirtualService's hosts or part of one with <c>*</c>.</summary>
    public required ValueList<string> SniHosts { get; init; }

    /// <summary>The subnets of the address that the client asked for, as CIDR.</summary>
    public ValueList<string> DestinationSubnets { get; init; }

    /// <summary>The port that the client addressed.</summary>
    public uint? Port { get; init; }

    /// <summary>Labels of the client's workload; for sidecars only.</summary>
    public ValueMap<string> SourceLabels { get; init; }

    /// <summary>The gateways it holds for, instead of the VirtualService's.</summary>
    public ValueList<string> Gateways { get; init; }

    /// <summary>The namespace of the client's workload; for sidecars only.</summary>
    public string? SourceNamespace { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Texts("sniHosts"u8, SniHosts, required: true);
        fields.Texts("destinationSubnets"u8, DestinationSubnets);
        fields.Number("port"u8, Port);
        fields.TextMap("sourceLabels"u8, SourceLabels);
        fields.Texts("gateways"u8, Gateways);
        fields.Text("sourceNamespace"u8, SourceNamespace);
    }

    static TlsMatchAttributes IMessage<TlsMatchAttributes>.Read(FieldReader fields) => new()
    {
        SniHosts = fields.RequiredTexts("sniHosts"),
        DestinationSubnets = fields.Texts("destinationSubnets"),
        Port = fields.UInt32("port"),
        SourceLabels = fields.TextMap("sourceLabels"),
        Gateways = fields.Texts("gateways"),
        SourceNamespace = fields.Text("sourceNamespace"),
    };
}
