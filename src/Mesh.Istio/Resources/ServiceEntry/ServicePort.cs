using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A port of a service.</summary>
public sealed record ServicePort : IMessage<ServicePort>
{
    /// <summary>The port number, 1 to 65535.</summary>
    public required uint Number { get; init; }

    /// <summary>A name, unique within the service.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The protocol: <c>HTTP</c>, <c>HTTPS</c>, <c>GRPC</c>, <c>HTTP2</c>, <c>MONGO</c>, <c>TCP</c> or <c>TLS</c>; detected when absent.
    /// </summary>
    public string? Protocol { get; init; }

    /// <summary>The port of the endpoints; <see cref="Number"/> when absent.</summary>
    public uint? TargetPort { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Number("number"u8, Number);
        fields.Text("name"u8, Name);
        fields.Text("protocol"u8, Protocol);
        fields.Number("targetPort"u8, TargetPort);
    }

    static ServicePort IMessage<ServicePort>.Read(FieldReader fields) => new()
    {
        Number = fields.RequiredUInt32("number"),
        Name = fields.RequiredText("name"),
        Protocol = fields.Text("protocol"),
        TargetPort = fields.UInt32("targetPort"),
    };
}
