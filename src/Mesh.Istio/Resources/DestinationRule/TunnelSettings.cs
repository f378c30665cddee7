using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A proxy that connections are tunnelled through.</summary>
public sealed record TunnelSettings : IMessage<TunnelSettings>
{
    /// <summary><c>CONNECT</c> or <c>POST</c>; CONNECT when absent.</summary>
    public string? Protocol { get; init; }

    /// <summary>The host at the tunnel's end.</summary>
    public required string TargetHost { get; init; }

    /// <summary>The port at the tunnel's end.</summary>
    public required uint TargetPort { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("protocol"u8, Protocol);
        fields.Text("targetHost"u8, TargetHost);
        fields.Number("targetPort"u8, TargetPort);
    }

    static TunnelSettings IMessage<TunnelSettings>.Read(FieldReader fields) => new()
    {
        Protocol = fields.Text("protocol"),
        TargetHost = fields.RequiredText("targetHost"),
        TargetPort = fields.RequiredUInt32("targetPort"),
    };
}
