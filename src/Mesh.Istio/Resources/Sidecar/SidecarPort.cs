using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A port of a sidecar's listener.</summary>
public sealed record SidecarPort : IMessage<SidecarPort>
{
    /// <summary>The port number.</summary>
    public uint? Number { get; init; }

    /// <summary>The protocol: <c>HTTP</c>, <c>HTTPS</c>, <c>GRPC</c>, <c>HTTP2</c>, <c>MONGO</c>, <c>TCP</c> or <c>TLS</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>A name.</summary>
    public string? Name { get; init; }

    /// <summary>Not used.</summary>
    public uint? TargetPort { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Number("number"u8, Number);
        fields.Text("protocol"u8, Protocol);
        fields.Text("name"u8, Name);
        fields.Number("targetPort"u8, TargetPort);
    }

    static SidecarPort IMessage<SidecarPort>.Read(FieldReader fields) => new()
    {
        Number = fields.UInt32("number"),
        Protocol = fields.Text("protocol"),
        Name = fields.Text("name"),
        TargetPort = fields.UInt32("targetPort"),
    };
}
