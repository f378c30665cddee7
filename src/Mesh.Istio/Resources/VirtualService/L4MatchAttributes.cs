using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A condition on a connection: everything that is set must hold.</summary>
public sealed record L4MatchAttributes : IMessage<L4MatchAttributes>
{
    /// <summary>The subnets of the address that the client asked for, as CIDR.</summary>
    public ValueList<string> DestinationSubnets { get; init; }

    /// <summary>The port that the client addressed.</summary>
    public uint? Port { get; init; }

    /// <summary>Deprecated and without effect: the client's subnet.</summary>
    public string? SourceSubnet { get; init; }

    /// <summary>Labels of the client's workload; for sidecars only.</summary>
    public ValueMap<string> SourceLabels { get; init; }

    /// <summary>The gateways it holds for, instead of the VirtualService's.</summary>
    public ValueList<string> Gateways { get; init; }

    /// <summary>The namespace of the client's workload; for sidecars only.</summary>
    public string? SourceNamespace { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Texts("destinationSubnets"u8, DestinationSubnets);
        fields.Number("port"u8, Port);
        fields.Text("sourceSubnet"u8, SourceSubnet);
        fields.TextMap("sourceLabels"u8, SourceLabels);
        fields.Texts("gateways"u8, Gateways);
        fields.Text("sourceNamespace"u8, SourceNamespace);
    }

    static L4MatchAttributes IMessage<L4MatchAttributes>.Read(FieldReader fields) => new()
    {
        DestinationSubnets = fields.Texts("destinationSubnets"),
        Port = fields.UInt32("port"),
        SourceSubnet = fields.Text("sourceSubnet"),
        SourceLabels = fields.TextMap("sourceLabels"),
        Gateways = fields.Texts("gateways"),
        SourceNamespace = fields.Text("sourceNamespace"),
    };
}
