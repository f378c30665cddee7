using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A probe by gRPC's health protocol.</summary>
public sealed record GrpcHealthCheck : IMessage<GrpcHealthCheck>
{
    /// <summary>The port, 1 to 65535.</summary>
    public uint? Port { get; init; }

    /// <summary>The service whose health is asked for.</summary>
    public string? Service { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Number("port"u8, Port);
        fields.Text("service"u8, Service);
    }

    static GrpcHealthCheck IMessage<GrpcHealthCheck>.Read(FieldReader fields) => new()
    {
        Port = fields.UInt32("port"),
        Service = fields.Text("service"),
    };
}
